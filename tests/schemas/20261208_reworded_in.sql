CREATE TABLE acceptances (
	post_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_acceptances PRIMARY KEY (post_id), 
	CONSTRAINT fk_acceptances_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT fk_acceptances_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE addressing_claims (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	carried_holds INTEGER DEFAULT '0' NOT NULL, 
	carried_fails INTEGER DEFAULT '0' NOT NULL, carried_rejected BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_addressing_claims PRIMARY KEY (id), 
	CONSTRAINT uq_addressing_claims_post_id_revision_id UNIQUE (post_id, revision_id), 
	CONSTRAINT fk_addressing_claims_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT fk_addressing_claims_revision_id_revisions FOREIGN KEY(revision_id) REFERENCES revisions (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE drafts (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	changed DATETIME NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	source TEXT NOT NULL, 
	rows JSON NOT NULL, 
	unread JSON NOT NULL, 
	missing JSON NOT NULL, 
	corrections JSON NOT NULL, 
	fields JSON NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_drafts_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE earlier_wordings (
	post_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	settles VARCHAR(500) NOT NULL, 
	source_title VARCHAR(300) NOT NULL, 
	source_url VARCHAR(1000) NOT NULL, 
	source_quote TEXT NOT NULL, 
	replacement TEXT NOT NULL, 
	worded_at DATETIME NOT NULL, 
	CONSTRAINT pk_earlier_wordings PRIMARY KEY (post_id, number), 
	CONSTRAINT fk_earlier_wordings_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id)
);
CREATE TABLE flags (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	reason VARCHAR(32) NOT NULL, 
	note VARCHAR(500) NOT NULL, 
	created DATETIME NOT NULL, 
	handled_at DATETIME, 
	CONSTRAINT pk_flags PRIMARY KEY (id), 
	CONSTRAINT fk_flags_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_flags_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT uq_flags_post_id_person_id UNIQUE (post_id, person_id)
);
CREATE TABLE judgements (
	claim_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	holds BOOLEAN NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_judgements PRIMARY KEY (claim_id, person_id), 
	CONSTRAINT fk_judgements_claim_id_addressing_claims FOREIGN KEY(claim_id) REFERENCES addressing_claims (id), 
	CONSTRAINT fk_judgements_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE links (
	id INTEGER NOT NULL, 
	from_post_id INTEGER NOT NULL, 
	to_post_id INTEGER, 
	to_proposal_id INTEGER, 
	to_anchor VARCHAR(100), 
	polarity VARCHAR(32) NOT NULL, voice BIGINT DEFAULT '0' NOT NULL, holders_agree INTEGER DEFAULT '0' NOT NULL, holders_disagree INTEGER DEFAULT '0' NOT NULL, carried_voice BIGINT, carried_rejected BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_links PRIMARY KEY (id), 
	CONSTRAINT ck_links_one_target CHECK ((to_post_id IS NULL) <> (to_proposal_id IS NULL)), 
	CONSTRAINT fk_links_from_post_id_posts FOREIGN KEY(from_post_id) REFERENCES posts (id), 
	CONSTRAINT fk_links_to_post_id_posts FOREIGN KEY(to_post_id) REFERENCES posts (id), 
	CONSTRAINT fk_links_to_proposal_id_proposals FOREIGN KEY(to_proposal_id) REFERENCES proposals (id)
);
CREATE TABLE messages (
	id INTEGER NOT NULL, 
	proposal_id INTEGER NOT NULL, 
	author_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	once VARCHAR(40), 
	CONSTRAINT pk_messages PRIMARY KEY (id), 
	CONSTRAINT fk_messages_author_id_people FOREIGN KEY(author_id) REFERENCES people (id), 
	CONSTRAINT fk_messages_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), 
	CONSTRAINT uq_messages_once UNIQUE (once)
);
CREATE TABLE "moderation_log" (
	id INTEGER NOT NULL, 
	proposal_id INTEGER, 
	post_id INTEGER, 
	moderator_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	act VARCHAR(32) NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	details JSON NOT NULL, 
	inverse JSON, 
	undoes_id INTEGER, 
	person_id INTEGER, 
	answers_id INTEGER, 
	CONSTRAINT pk_moderation_log PRIMARY KEY (id), 
	CONSTRAINT fk_moderation_log_undoes_id_moderation_log FOREIGN KEY(undoes_id) REFERENCES moderation_log (id), 
	CONSTRAINT fk_moderation_log_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_moderation_log_moderator_id_people FOREIGN KEY(moderator_id) REFERENCES people (id), 
	CONSTRAINT fk_moderation_log_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), 
	CONSTRAINT uq_moderation_log_undoes_id UNIQUE (undoes_id), 
	CONSTRAINT fk_moderation_log_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT ck_moderation_log_one_subject CHECK ((proposal_id IS NULL) <> (person_id IS NULL)), 
	CONSTRAINT fk_moderation_log_answers_id_moderation_log FOREIGN KEY(answers_id) REFERENCES moderation_log (id), 
	CONSTRAINT uq_moderation_log_answers_id UNIQUE (answers_id)
);
CREATE TABLE opinion_reports (
	proposal_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	computed DATETIME NOT NULL, 
	report JSON NOT NULL, 
	CONSTRAINT pk_opinion_reports PRIMARY KEY (proposal_id), 
	CONSTRAINT fk_opinion_reports_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id)
);
CREATE TABLE participations (
	proposal_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	posts INTEGER NOT NULL, 
	CONSTRAINT pk_participations PRIMARY KEY (proposal_id, person_id), 
	CONSTRAINT fk_participations_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), 
	CONSTRAINT fk_participations_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE passages (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	anchor VARCHAR(100) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	level INTEGER NOT NULL, 
	number VARCHAR(40), 
	text TEXT NOT NULL, marks JSON DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_passages PRIMARY KEY (id), 
	CONSTRAINT fk_passages_revision_id_revisions FOREIGN KEY(revision_id) REFERENCES revisions (id), 
	CONSTRAINT uq_passages_revision_id_anchor UNIQUE (revision_id, anchor)
);
CREATE TABLE "people" (
	id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	name_key VARCHAR(120) NOT NULL, 
	email VARCHAR(254), 
	password_hash VARCHAR(200), 
	role VARCHAR(32) NOT NULL, 
	about VARCHAR(500) NOT NULL, 
	joined DATETIME NOT NULL, 
	is_local BOOLEAN NOT NULL, 
	trusted BOOLEAN NOT NULL, 
	look VARCHAR(240) DEFAULT ('') NOT NULL, 
	look_small VARCHAR(240) DEFAULT ('') NOT NULL, 
	look_capital VARCHAR(240) DEFAULT ('') NOT NULL, 
	about_state VARCHAR(32) DEFAULT 'visible' NOT NULL, 
	about_version INTEGER DEFAULT '1' NOT NULL, version INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT uq_people_name_key UNIQUE (name_key)
);
CREATE TABLE "placings" (
	proposal_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	x DOUBLE, 
	y DOUBLE, 
	"group" INTEGER, 
	last_group INTEGER, 
	CONSTRAINT pk_placings PRIMARY KEY (proposal_id, person_id), 
	CONSTRAINT fk_placings_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), 
	CONSTRAINT fk_placings_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE point_counts (
	proposal_id INTEGER NOT NULL, 
	passage VARCHAR(100) NOT NULL, 
	label VARCHAR(32) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	few_share BOOLEAN NOT NULL, 
	posts INTEGER NOT NULL, 
	tops INTEGER NOT NULL, 
	weight INTEGER NOT NULL, 
	votes INTEGER NOT NULL, 
	CONSTRAINT pk_point_counts PRIMARY KEY (proposal_id, passage, label, status, few_share), 
	CONSTRAINT fk_point_counts_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id)
);
CREATE TABLE post_scores (
	post_id INTEGER NOT NULL, 
	consensus DOUBLE, 
	bridging DOUBLE, 
	extremity DOUBLE DEFAULT '0' NOT NULL, rejected BOOLEAN DEFAULT 0 NOT NULL, favoured BOOLEAN DEFAULT 0 NOT NULL, by_group JSON, 
	CONSTRAINT pk_post_scores PRIMARY KEY (post_id), 
	CONSTRAINT fk_post_scores_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id)
);
CREATE TABLE "posts" (
	id INTEGER NOT NULL, 
	proposal_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	author_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	anchor VARCHAR(100), 
	label VARCHAR(32) NOT NULL, 
	ground VARCHAR(32), 
	created DATETIME NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	merged_into_id INTEGER, 
	wording INTEGER NOT NULL, 
	worded_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	settles VARCHAR(500) NOT NULL, 
	source_title VARCHAR(300) NOT NULL, 
	source_url VARCHAR(1000) NOT NULL, 
	source_quote TEXT NOT NULL, 
	replacement TEXT NOT NULL, 
	agree INTEGER NOT NULL, 
	passes INTEGER NOT NULL, 
	disagree INTEGER NOT NULL, 
	stale_votes INTEGER NOT NULL, 
	carried_agree INTEGER NOT NULL, 
	carried_passes INTEGER NOT NULL, 
	carried_disagree INTEGER NOT NULL, 
	standing DOUBLE NOT NULL, 
	status VARCHAR(32), 
	version INTEGER NOT NULL, 
	balanced BOOLEAN DEFAULT 1 NOT NULL, 
	extent VARCHAR(32) DEFAULT 'in' NOT NULL, 
	withdrawn_at DATETIME, 
	heir_id INTEGER, voice BIGINT DEFAULT '0' NOT NULL, holders_agree INTEGER DEFAULT '0' NOT NULL, holders_disagree INTEGER DEFAULT '0' NOT NULL, carried_voice BIGINT, carried_rejected BOOLEAN DEFAULT 0 NOT NULL, earlier INTEGER DEFAULT '0' NOT NULL, asked_before INTEGER DEFAULT '0' NOT NULL, raised_too INTEGER DEFAULT '0' NOT NULL, carried_earlier INTEGER DEFAULT '0' NOT NULL, carried_raisers INTEGER DEFAULT '0' NOT NULL, carried_favoured BOOLEAN DEFAULT 0 NOT NULL, few_share BOOLEAN DEFAULT 0 NOT NULL, low DOUBLE DEFAULT '0.1' NOT NULL, high DOUBLE DEFAULT '0.9' NOT NULL, strength DOUBLE DEFAULT '0.1' NOT NULL, bridging DOUBLE DEFAULT '-1000' NOT NULL, waiting INTEGER DEFAULT '3' NOT NULL, divided INTEGER DEFAULT '0' NOT NULL, weight INTEGER DEFAULT '1' NOT NULL, replies INTEGER DEFAULT '0' NOT NULL, below INTEGER DEFAULT '0' NOT NULL, shown_under_id INTEGER, about VARCHAR(100), counted BOOLEAN DEFAULT 0 NOT NULL, tally JSON, reworded_in INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT fk_posts_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), 
	CONSTRAINT fk_posts_parent_id_posts FOREIGN KEY(parent_id) REFERENCES posts (id), 
	CONSTRAINT fk_posts_merged_into_id_posts FOREIGN KEY(merged_into_id) REFERENCES posts (id), 
	CONSTRAINT ck_posts_merged_into CHECK ((state = 'merged') = (merged_into_id IS NOT NULL)), 
	CONSTRAINT fk_posts_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (id), 
	CONSTRAINT fk_posts_author_id_people FOREIGN KEY(author_id) REFERENCES people (id), 
	CONSTRAINT fk_posts_heir_id_people FOREIGN KEY(heir_id) REFERENCES people (id)
);
CREATE TABLE proposal_topics (
	proposal_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_proposal_topics PRIMARY KEY (proposal_id, name), 
	CONSTRAINT fk_proposal_topics_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id)
);
CREATE TABLE proposals (
	id INTEGER NOT NULL, 
	slug VARCHAR(80) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	summary VARCHAR(500) NOT NULL, 
	authors JSON NOT NULL, 
	source VARCHAR(500) NOT NULL, 
	language VARCHAR(12) NOT NULL, 
	created DATETIME NOT NULL, 
	owner_id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, votes_version INTEGER DEFAULT '0' NOT NULL, phase VARCHAR(32) DEFAULT 'open' NOT NULL, locked BOOLEAN DEFAULT 0 NOT NULL, version INTEGER DEFAULT '1' NOT NULL, state VARCHAR(32) DEFAULT 'visible' NOT NULL, crowd INTEGER DEFAULT '0' NOT NULL, carried_crowd INTEGER DEFAULT '0' NOT NULL, groups_told BOOLEAN DEFAULT 0 NOT NULL, bridges_told BOOLEAN DEFAULT 0 NOT NULL, people INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_proposals PRIMARY KEY (id), 
	CONSTRAINT fk_proposals_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT uq_proposals_slug UNIQUE (slug)
);
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	proposal_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	summary VARCHAR(500) NOT NULL, 
	created DATETIME NOT NULL, 
	author_id INTEGER NOT NULL, state VARCHAR(32) DEFAULT 'visible' NOT NULL, asked JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY (id), 
	CONSTRAINT fk_revisions_author_id_people FOREIGN KEY(author_id) REFERENCES people (id), 
	CONSTRAINT fk_revisions_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), 
	CONSTRAINT uq_revisions_proposal_id_number UNIQUE (proposal_id, number)
);
CREATE TABLE search_entries (
	id INTEGER NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	proposal_id INTEGER NOT NULL, 
	post_id INTEGER, 
	anchor VARCHAR(100), 
	title_words TEXT NOT NULL, 
	body_words TEXT NOT NULL, title_others TEXT DEFAULT '' NOT NULL, body_others TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_search_entries PRIMARY KEY (id), 
	CONSTRAINT fk_search_entries_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id) ON DELETE CASCADE, 
	CONSTRAINT uq_search_entries_post_id UNIQUE (post_id), 
	CONSTRAINT fk_search_entries_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE search_words USING fts5(
          title_words, title_others, body_words, body_others, content='search_entries', content_rowid='id', tokenize="ascii tokenchars '_'"
        );
CREATE TABLE sign_ins (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	browser VARCHAR(40) NOT NULL, 
	system VARCHAR(40) NOT NULL, 
	began DATETIME NOT NULL, 
	last_used DATETIME NOT NULL, 
	CONSTRAINT pk_sign_ins PRIMARY KEY (id), 
	CONSTRAINT fk_sign_ins_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_sign_ins_token_hash UNIQUE (token_hash)
);
CREATE TABLE site_facts (
	name VARCHAR(40) NOT NULL, 
	value VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_site_facts PRIMARY KEY (name)
);
CREATE TABLE site_versions (
	bucket INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_site_versions PRIMARY KEY (bucket)
);
CREATE TABLE status_changes (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"before" VARCHAR(32) NOT NULL, 
	"after" VARCHAR(32) NOT NULL, 
	cause VARCHAR(32) NOT NULL, 
	by_post_id INTEGER, 
	CONSTRAINT pk_status_changes PRIMARY KEY (id), 
	CONSTRAINT fk_status_changes_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT fk_status_changes_by_post_id_posts FOREIGN KEY(by_post_id) REFERENCES posts (id)
);
CREATE TABLE "votes" (
	post_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	choice VARCHAR(32) NOT NULL, 
	wording INTEGER NOT NULL, 
	place VARCHAR(120) NOT NULL, 
	"cast" DATETIME NOT NULL, 
	label VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_votes PRIMARY KEY (post_id, person_id), 
	CONSTRAINT fk_votes_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_votes_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id)
);
CREATE TABLE whereabouts (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	revision INTEGER NOT NULL, 
	anchor VARCHAR(100), 
	agreed BOOLEAN, 
	answered DATETIME, 
	decided DATETIME, 
	CONSTRAINT pk_whereabouts PRIMARY KEY (id), 
	CONSTRAINT fk_whereabouts_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT fk_whereabouts_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE work (
	id INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	subject INTEGER, 
	payload JSON NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	created DATETIME NOT NULL, 
	due DATETIME NOT NULL, 
	claimed DATETIME, 
	attempts INTEGER NOT NULL, 
	most_attempts INTEGER NOT NULL, 
	error VARCHAR(500) NOT NULL, 
	CONSTRAINT pk_work PRIMARY KEY (id)
);
CREATE INDEX ix_acceptances_person_id ON acceptances (person_id);
CREATE INDEX ix_addressing_claims_revision_id ON addressing_claims (revision_id);
CREATE INDEX ix_drafts_person_id ON drafts (person_id);
CREATE INDEX ix_flags_person_id ON flags (person_id);
CREATE INDEX ix_judgements_person_id ON judgements (person_id);
CREATE INDEX ix_links_from_post_id ON links (from_post_id);
CREATE INDEX ix_links_to_post_id ON links (to_post_id);
CREATE INDEX ix_links_to_proposal_id ON links (to_proposal_id);
CREATE INDEX ix_messages_author_id ON messages (author_id);
CREATE INDEX ix_messages_proposal_id ON messages (proposal_id);
CREATE INDEX ix_moderation_log_act ON moderation_log (act);
CREATE INDEX ix_moderation_log_person_id ON moderation_log (person_id);
CREATE INDEX ix_moderation_log_post_id ON moderation_log (post_id);
CREATE INDEX ix_moderation_log_proposal_id ON moderation_log (proposal_id);
CREATE INDEX ix_participations_person_id ON participations (person_id);
CREATE INDEX ix_people_look ON people (look);
CREATE INDEX ix_people_look_capital ON people (look_capital);
CREATE INDEX ix_people_look_small ON people (look_small);
CREATE INDEX ix_placings_person_id ON placings (person_id);
CREATE INDEX ix_posts_author_id ON posts (author_id);
CREATE INDEX ix_posts_bridging ON posts (proposal_id, shown_under_id, bridging DESC, strength DESC, id);
CREATE INDEX ix_posts_bridging_of_passage ON posts (proposal_id, anchor, bridging DESC, strength DESC, id) WHERE anchor IS NOT NULL;
CREATE INDEX ix_posts_contested ON posts (proposal_id, shown_under_id, divided DESC, replies DESC, id);
CREATE INDEX ix_posts_contested_of_passage ON posts (proposal_id, anchor, divided DESC, replies DESC, id) WHERE anchor IS NOT NULL;
CREATE INDEX ix_posts_created ON posts (created);
CREATE INDEX ix_posts_heir_id ON posts (heir_id);
CREATE INDEX ix_posts_merged_into_id ON posts (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX ix_posts_message_id ON posts (message_id);
CREATE INDEX ix_posts_newest ON posts (proposal_id, shown_under_id, id DESC);
CREATE INDEX ix_posts_newest_of_passage ON posts (proposal_id, anchor, id DESC) WHERE anchor IS NOT NULL;
CREATE INDEX ix_posts_oldest ON posts (proposal_id, id);
CREATE INDEX ix_posts_out_of_sight ON posts (proposal_id, shown_under_id, anchor) WHERE tally IS NULL;
CREATE INDEX ix_posts_parent_id ON posts (parent_id);
CREATE INDEX ix_posts_proposal_id_author_id ON posts (proposal_id, author_id);
CREATE INDEX ix_posts_strongest ON posts (proposal_id, shown_under_id, strength DESC, id);
CREATE INDEX ix_posts_strongest_of_passage ON posts (proposal_id, anchor, strength DESC, id) WHERE anchor IS NOT NULL;
CREATE INDEX ix_posts_unanswered ON posts (proposal_id, shown_under_id, waiting, strength DESC, id);
CREATE INDEX ix_posts_unanswered_of_passage ON posts (proposal_id, anchor, waiting, strength DESC, id) WHERE anchor IS NOT NULL;
CREATE INDEX ix_posts_weightiest ON posts (proposal_id, weight DESC, low DESC, id);
CREATE INDEX ix_posts_weightiest_by_ground ON posts (proposal_id, ground, weight DESC, low DESC, id) WHERE ground IS NOT NULL;
CREATE INDEX ix_posts_weightiest_by_label ON posts (proposal_id, status, label, weight DESC, low DESC, id);
CREATE INDEX ix_posts_weightiest_by_passage ON posts (proposal_id, about, weight DESC, low DESC, id);
CREATE INDEX ix_posts_weightiest_by_status ON posts (proposal_id, status, weight DESC, low DESC, id);
CREATE INDEX ix_proposal_topics_name ON proposal_topics (name);
CREATE INDEX ix_proposals_created ON proposals (created);
CREATE INDEX ix_proposals_owner_id ON proposals (owner_id);
CREATE INDEX ix_proposals_state ON proposals (state);
CREATE INDEX ix_search_entries_proposal_id ON search_entries (proposal_id);
CREATE INDEX ix_sign_ins_last_used ON sign_ins (last_used);
CREATE INDEX ix_sign_ins_person_id ON sign_ins (person_id);
CREATE INDEX ix_status_changes_by_post_id ON status_changes (by_post_id);
CREATE INDEX ix_status_changes_post_id ON status_changes (post_id);
CREATE INDEX ix_votes_person_id ON votes (person_id);
CREATE INDEX ix_whereabouts_person_id ON whereabouts (person_id);
CREATE INDEX ix_whereabouts_post_id ON whereabouts (post_id);
CREATE INDEX ix_work_due ON work (due);
CREATE INDEX ix_work_subject ON work (subject);
CREATE UNIQUE INDEX uq_work_waiting ON work ("key") WHERE claimed IS NULL;
CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN
          INSERT INTO search_words (rowid, title_words, title_others, body_words, body_others) VALUES (new.id, new.title_words, new.title_others, new.body_words, new.body_others);
        END;
CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN
          INSERT INTO search_words (search_words, rowid, title_words, title_others, body_words, body_others) VALUES ('delete', old.id, old.title_words, old.title_others, old.body_words, old.body_others);
        END;
INSERT INTO alembic_version VALUES ('20261208_reworded_in');

-- Rows
INSERT INTO "people" ("id", "name", "name_key", "email", "password_hash", "role", "about", "joined", "is_local", "trusted", "look", "look_small", "look_capital", "about_state", "about_version", "version") VALUES
(1, 'A reader', 'a reader', NULL, NULL, 'member', '', '2026-11-28 11:25:04.640174', FALSE, TRUE, 'A reader', 'a reader', 'A READER', 'visible', 1, 1),
(2, 'The lake board', 'the lake board', NULL, NULL, 'member', '', '2026-11-28 11:25:04.640174', FALSE, TRUE, 'The lake board', 'the lake board', 'THE LAKE BOARD', 'visible', 1, 1),
(3, 'Ada', 'ada', 'ada@example.org', 'none', 'member', 'Writes about buses.', '2026-11-28 11:25:09.268918', FALSE, FALSE, 'Ada', 'ada', 'ADA', 'hidden', 2, 3),
(4, 'Ben', 'ben', 'ben@example.org', 'none', 'member', '', '2026-11-28 11:25:09.381307', FALSE, FALSE, 'Ben', 'ben', 'BEN', 'visible', 1, 1),
(5, 'Mo', 'mo', 'mo@example.org', 'none', 'moderator', '', '2026-11-28 11:25:09.434805', FALSE, TRUE, 'Mo', 'rno', 'MO', 'visible', 1, 3),
(6, 'Cleo', 'cleo', 'cleo@example.org', 'none', 'member', '', '2026-11-28 11:25:09.497381', FALSE, FALSE, 'Cleo', 'cleo', 'CLEO', 'visible', 1, 1),
(7, 'Dan', 'dan', 'dan@example.org', 'none', 'member', '', '2026-11-28 11:25:09.523737', FALSE, FALSE, 'Dan', 'dan', 'DAN', 'visible', 1, 1),
(8, 'Eve', 'eve', 'eve@example.org', 'none', 'member', '', '2026-11-28 11:25:09.544543', FALSE, FALSE, 'Eve', 'eve', 'EVE', 'visible', 1, 1),
(9, 'Finn', 'finn', 'finn@example.org', 'none', 'member', '', '2026-11-28 11:25:09.567643', FALSE, FALSE, 'Finn', 'finn', 'FlNN', 'visible', 1, 1),
(10, 'Gita', 'gita', 'gita@example.org', 'none', 'member', '', '2026-11-28 11:25:09.615857', FALSE, FALSE, 'Gita', 'gita', 'GlTA', 'visible', 1, 1),
(11, 'Hugo', 'hugo', 'hugo@example.org', 'none', 'member', '', '2026-11-28 11:25:09.640484', FALSE, FALSE, 'Hugo', 'hugo', 'HUGO', 'visible', 1, 1),
(12, 'Iris', 'iris', 'iris@example.org', 'none', 'member', '', '2026-11-28 11:25:09.674253', FALSE, FALSE, 'lris', 'iris', 'lRlS', 'visible', 1, 1),
(13, 'Jan', 'jan', 'jan@example.org', 'none', 'member', '', '2026-11-28 11:25:09.697011', FALSE, FALSE, 'Jan', 'jan', 'JAN', 'visible', 1, 1),
(14, 'Kira', 'kira', 'kira@example.org', 'none', 'member', '', '2026-11-28 11:25:09.723714', FALSE, FALSE, 'Kira', 'kira', 'KlRA', 'visible', 1, 1),
(15, 'Leo', 'leo', 'leo@example.org', 'none', 'member', '', '2026-11-28 11:25:09.766314', FALSE, FALSE, 'Leo', 'leo', 'LEO', 'visible', 1, 1),
(16, 'Mia', 'mia', 'mia@example.org', 'none', 'member', '', '2026-11-28 11:25:09.801631', FALSE, FALSE, 'Mia', 'rnia', 'MlA', 'visible', 1, 1),
(17, 'Nils', 'nils', 'nils@example.org', 'none', 'member', '', '2026-11-28 11:25:09.834237', FALSE, FALSE, 'Nils', 'nils', 'NlLS', 'visible', 1, 1),
(18, 'Olga', 'olga', 'olga@example.org', 'none', 'member', '', '2026-11-28 11:25:09.867438', FALSE, FALSE, 'Olga', 'olga', 'OLGA', 'visible', 1, 1),
(19, 'Paul', 'paul', 'paul@example.org', 'none', 'member', '', '2026-11-28 11:25:09.897585', FALSE, FALSE, 'Paul', 'paul', 'PAUL', 'visible', 1, 1),
(20, 'Quin', 'quin', 'quin@example.org', 'none', 'member', '', '2026-11-28 11:25:09.924796', FALSE, FALSE, 'Quin', 'quin', 'QUlN', 'visible', 1, 1),
(21, 'Rosa', 'rosa', 'rosa@example.org', 'none', 'member', '', '2026-11-28 11:25:09.948552', FALSE, FALSE, 'Rosa', 'rosa', 'ROSA', 'visible', 1, 1),
(22, 'Sven', 'sven', 'sven@example.org', 'none', 'member', '', '2026-11-28 11:25:09.970251', FALSE, FALSE, 'Sven', 'sven', 'SVEN', 'visible', 1, 1),
(23, 'Tara', 'tara', 'tara@example.org', 'none', 'member', '', '2026-11-28 11:25:09.990878', FALSE, FALSE, 'Tara', 'tara', 'TARA', 'visible', 1, 1),
(24, 'Uma', 'uma', 'uma@example.org', 'none', 'moderator', '', '2026-11-28 11:25:10.015671', FALSE, TRUE, 'Urna', 'urna', 'UMA', 'visible', 1, 3),
(25, 'Vera', 'vera', 'vera@example.org', 'none', 'member', '', '2026-11-28 11:25:10.031547', FALSE, FALSE, 'Vera', 'vera', 'VERA', 'visible', 1, 1),
(26, 'Will', 'will', 'will@example.org', 'none', 'member', 'Sells boats.', '2026-11-28 11:25:23.150235', FALSE, FALSE, 'Will', 'will', 'WlLL', 'held', 2, 2);
INSERT INTO "site_facts" ("name", "value") VALUES
('engine', '2'),
('quorum', '3'),
('semantics', 'quadratic-energy');
INSERT INTO "site_versions" ("bucket", "version") VALUES
(0, 14),
(1, 13),
(2, 17),
(3, 22),
(4, 9),
(5, 23),
(6, 15),
(7, 31),
(8, 15),
(9, 12),
(10, 19),
(11, 23),
(12, 25),
(13, 23),
(14, 19),
(15, 23);
INSERT INTO "work" ("id", "kind", "subject", "payload", "key", "created", "due", "claimed", "attempts", "most_attempts", "error") VALUES
(1, 'opinions', 3, '{}', 'opinions 3', '2026-11-28 11:25:22.568545', '2026-11-28 11:25:24.568297', NULL, 0, 25, '');
INSERT INTO "drafts" ("id", "person_id", "created", "changed", "name", "source", "rows", "unread", "missing", "corrections", "fields") VALUES
(1, 3, '2026-11-28 11:25:11.506751', '2026-11-28 11:25:11.506764', '', '# Buses

A bus runs to every village each hour, from six in the morning.

Children ride for free.

# Roads

The county closes two roads to cars in summer.

Money that is saved goes to the buses.', '[{"kind": "heading", "level": 1, "text": "A plan for buses", "number": null, "marks": [], "left_out": false, "why": ""}, {"kind": "heading", "level": 2, "text": "Buses", "number": null, "marks": [], "left_out": false, "why": ""}, {"kind": "paragraph", "level": 0, "text": "A bus runs to every village each hour, from six in the morning.", "number": null, "marks": [], "left_out": false, "why": ""}, {"kind": "paragraph", "level": 0, "text": "Children ride for free.", "number": null, "marks": [], "left_out": false, "why": ""}, {"kind": "heading", "level": 2, "text": "Roads", "number": null, "marks": [], "left_out": false, "why": ""}, {"kind": "paragraph", "level": 0, "text": "The county closes two roads to cars in summer.", "number": null, "marks": [], "left_out": false, "why": ""}, {"kind": "paragraph", "level": 0, "text": "Money that is saved goes to the buses.", "number": null, "marks": [], "left_out": false, "why": ""}]', '[]', '[]', '[]', '{"title": "A plan for buses", "summary": "More buses, fewer cars.", "topics": "traffic", "authors": "", "source": "", "language": "en"}');
INSERT INTO "proposals" ("id", "slug", "title", "summary", "authors", "source", "language", "created", "owner_id", "revision", "votes_version", "phase", "locked", "version", "state", "crowd", "carried_crowd", "groups_told", "bridges_told", "people") VALUES
(1, 'lakes', 'Clean lakes', 'The lakes are cleaned, and that is paid for by those who use them.', '["The lake board"]', 'Made up', 'en', '2026-11-28 11:25:04.640174', 2, 1, 9, 'open', FALSE, 12, 'visible', 4, 0, FALSE, FALSE, 2),
(2, 'more-lakes', 'More clean lakes', 'The lakes are cleaned, and that is paid for by those who use them.', '["The lake board"]', 'Made up', 'en', '2026-11-28 11:25:04.640174', 2, 1, 0, 'open', TRUE, 2, 'visible', 0, 0, FALSE, FALSE, 2),
(3, 'a-plan-for-buses', 'A plan for buses', 'More buses, fewer cars.', '["Ada"]', 'Made up', 'en', '2026-11-28 11:25:11.527370', 3, 2, 225, 'open', FALSE, 256, 'visible', 20, 0, FALSE, TRUE, 11);
INSERT INTO "sign_ins" ("id", "person_id", "token_hash", "browser", "system", "began", "last_used") VALUES
(1, 3, 'hash 1', '', '', '2026-11-28 11:25:09.306058', '2026-11-28 11:25:09.306070'),
(2, 4, 'hash 2', '', '', '2026-11-28 11:25:09.386820', '2026-11-28 11:25:09.386835'),
(3, 5, 'hash 3', '', '', '2026-11-28 11:25:09.439082', '2026-11-28 11:25:09.439092'),
(4, 6, 'hash 4', '', '', '2026-11-28 11:25:09.501386', '2026-11-28 11:25:09.501398'),
(5, 7, 'hash 5', '', '', '2026-11-28 11:25:09.528137', '2026-11-28 11:25:09.528145'),
(6, 8, 'hash 6', '', '', '2026-11-28 11:25:09.548912', '2026-11-28 11:25:09.548923'),
(7, 9, 'hash 7', '', '', '2026-11-28 11:25:09.571989', '2026-11-28 11:25:09.572014'),
(8, 10, 'hash 8', '', '', '2026-11-28 11:25:09.620756', '2026-11-28 11:25:09.620766'),
(9, 11, 'hash 9', '', '', '2026-11-28 11:25:09.644469', '2026-11-28 11:25:09.644481'),
(10, 12, 'hash 10', '', '', '2026-11-28 11:25:09.677725', '2026-11-28 11:25:09.677733'),
(11, 13, 'hash 11', '', '', '2026-11-28 11:25:09.700200', '2026-11-28 11:25:09.700206'),
(12, 14, 'hash 12', '', '', '2026-11-28 11:25:09.733920', '2026-11-28 11:25:09.733933'),
(13, 15, 'hash 13', '', '', '2026-11-28 11:25:09.773994', '2026-11-28 11:25:09.774020'),
(14, 16, 'hash 14', '', '', '2026-11-28 11:25:09.814750', '2026-11-28 11:25:09.814763'),
(15, 17, 'hash 15', '', '', '2026-11-28 11:25:09.838620', '2026-11-28 11:25:09.838632'),
(16, 18, 'hash 16', '', '', '2026-11-28 11:25:09.878580', '2026-11-28 11:25:09.878593'),
(17, 19, 'hash 17', '', '', '2026-11-28 11:25:09.902553', '2026-11-28 11:25:09.902565'),
(18, 20, 'hash 18', '', '', '2026-11-28 11:25:09.930428', '2026-11-28 11:25:09.930441'),
(19, 21, 'hash 19', '', '', '2026-11-28 11:25:09.952927', '2026-11-28 11:25:09.952938'),
(20, 22, 'hash 20', '', '', '2026-11-28 11:25:09.973449', '2026-11-28 11:25:09.973457'),
(21, 23, 'hash 21', '', '', '2026-11-28 11:25:09.996061', '2026-11-28 11:25:09.996073'),
(22, 24, 'hash 22', '', '', '2026-11-28 11:25:10.018770', '2026-11-28 11:25:10.018776'),
(23, 25, 'hash 23', '', '', '2026-11-28 11:25:10.036344', '2026-11-28 11:25:10.036355'),
(24, 26, 'hash 24', '', '', '2026-11-28 11:25:23.155088', '2026-11-28 11:25:23.155112'),
(25, 3, 'hash 25', '', '', '2026-11-28 11:25:23.281732', '2026-11-28 11:25:23.281742');
INSERT INTO "messages" ("id", "proposal_id", "author_id", "created", "once") VALUES
(1, 1, 1, '2026-03-02 00:00:00.000000', NULL),
(2, 1, 2, '2026-11-28 11:25:04.640174', NULL),
(3, 2, 1, '2026-03-02 00:00:00.000000', NULL),
(4, 2, 2, '2026-11-28 11:25:04.640174', NULL),
(5, 3, 4, '2026-11-28 11:25:11.815687', '59365019e94d0365def33ff6bd12f0fb948dc411'),
(6, 3, 6, '2026-11-28 11:25:11.884241', '83cfdd67bf6066ff130c85bd8ec0f04930a4dc5c'),
(7, 3, 7, '2026-11-28 11:25:11.926281', 'f0859056025d493281e880a3ea295671f563bec4'),
(8, 3, 8, '2026-11-28 11:25:11.961167', 'def236f642e56aa29660aa27c1f2098e7b03af74'),
(9, 3, 9, '2026-11-28 11:25:12.005241', '9fe42d15f1f238f5dd53827e0a6b51222ca9df5e'),
(10, 3, 10, '2026-11-28 11:25:12.047916', '6afd4e45f896af1f58c05dd02bbc4084506fa700'),
(11, 3, 11, '2026-11-28 11:25:12.080452', '36ae51b180d841dc559f1ebeef586bc6fc8547e8'),
(12, 3, 12, '2026-11-28 11:25:12.110291', 'cb98dc2f2b9b6c2951909f797f304fb2088f5b97'),
(13, 3, 3, '2026-11-28 11:25:12.147003', 'b6a3432f9748d87c6074a4507755cb52e5ace102'),
(14, 3, 13, '2026-11-28 11:25:12.199736', 'd994e0b025c008da3de320e2cd3a6a81ad31a453'),
(15, 3, 14, '2026-11-28 11:25:12.262172', 'a1ed030f832669bd99ee460717b76ae9ee33d668'),
(16, 3, 3, '2026-11-28 11:25:12.322461', '5373206db825a16b14ed236ff31c20d307ddbd39'),
(17, 3, 15, '2026-11-28 11:25:12.365795', '3400c5e355a453e57e524aca0e05c07d22e8d594'),
(18, 3, 16, '2026-11-28 11:25:12.396150', 'd7574678ac08201ca0dca6e7cb9c8b5797884940'),
(19, 3, 17, '2026-11-28 11:25:12.426684', '0038b2cca820332f63f1220799359d3935d7c9f1'),
(20, 1, 26, '2026-11-28 11:25:23.186918', '22a0410f154157fc6d4546102ff63b7a4327285e');
INSERT INTO "opinion_reports" ("proposal_id", "version", "computed", "report") VALUES
(1, 9, '2026-11-28 11:25:22.230694', '{"why_none": {"say": "Only %(num)d person has voted on %(posts)s or more; groups are looked for from %(least)d on.", "values": {"posts": {"say": "%(num)d post", "values": {}, "many": "%(num)d posts", "number": 2, "context": ""}, "least": 20}, "many": "Only %(num)d people have voted on %(posts)s or more; groups are looked for from %(least)d on.", "number": 4, "context": ""}, "agreement": null, "some_apart": true, "has_gap": false, "people": 4, "voters": 4, "posts": 2, "votes": 8, "groups": [], "common_ground": [], "division": [], "counts": {}, "totals": {}, "dots": [[0.925, 0.025, null, 2], [-0.925, 0.025, null, 1], [-0.025, 0.025, null, 1]], "scale": {"x": [-1.9000000000000001, 1.2000000000000002], "y": [-1e-07, 1e-07]}}'),
(3, 222, '2026-11-28 11:25:22.473317', '{"why_none": {"say": "Only %(num)d person has voted on %(votes)d posts of each half of them, by which groups are told; it takes %(least)d people.", "values": {"votes": 5, "least": 20}, "many": "Only %(num)d people have voted on %(votes)d posts of each half of them, by which groups are told; it takes %(least)d people.", "number": 16, "context": ""}, "agreement": null, "some_apart": true, "has_gap": false, "people": 20, "voters": 20, "posts": 11, "votes": 211, "groups": [], "common_ground": [{"post": 18, "agrees": true, "score": 0.9523809523809523}], "division": [], "counts": {}, "totals": {"18": [19, 0, 0]}, "dots": [[-0.875, 0.475, null, 6], [0.925, 0.825, null, 3], [-0.775, -0.725, null, 1], [0.925, -0.675, null, 1], [-0.825, 0.725, null, 2], [-0.925, 0.525, null, 1], [0.975, 0.625, null, 5], [0.875, -0.525, null, 1]], "scale": {"x": [-3.5, 3.3000000000000003], "y": [-1.0, 0.4]}}');
INSERT INTO "participations" ("proposal_id", "person_id", "posts") VALUES
(1, 1, 1),
(1, 2, 1),
(2, 1, 1),
(2, 2, 1),
(3, 3, 2),
(3, 4, 2),
(3, 6, 0),
(3, 7, 1),
(3, 8, 1),
(3, 9, 1),
(3, 10, 1),
(3, 11, 1),
(3, 12, 1),
(3, 13, 1),
(3, 14, 1),
(3, 15, 0),
(3, 16, 0),
(3, 17, 1);
INSERT INTO "placings" ("proposal_id", "person_id", "x", "y", "group", "last_group") VALUES
(1, 4, 1.0606601238250732, 0.0, NULL, NULL),
(1, 6, 1.0606601238250732, 0.0, NULL, NULL),
(1, 7, -1.7677669525146484, 0.0, NULL, NULL),
(1, 8, -0.3535533845424652, 0.0, NULL, NULL),
(3, 6, -3.1465024948120117, 0.04905090481042862, NULL, NULL),
(3, 7, 2.9838902094905215, 0.26355326199186524, NULL, NULL),
(3, 8, -2.742813849802948, -0.8242228715122879, NULL, NULL),
(3, 9, 2.9858111359592856, -0.7859174831273645, NULL, NULL),
(3, 10, -2.953203646704755, 0.19617628786879163, NULL, NULL),
(3, 11, 2.9838902094905215, 0.2635532307349258, NULL, NULL),
(3, 12, -2.953203646704755, 0.19617627224032191, NULL, NULL),
(3, 13, 2.9838902094905215, 0.2635532307349258, NULL, NULL),
(3, 14, -3.3000796573482947, 0.05144502297592939, NULL, NULL),
(3, 15, 3.1755833625793457, 0.13768599927425385, NULL, NULL),
(3, 16, -3.1465024948120117, 0.04905090481042862, NULL, NULL),
(3, 17, 3.1755833625793457, 0.13768599927425385, NULL, NULL),
(3, 18, -3.1465024948120117, 0.04905090481042862, NULL, NULL),
(3, 19, 3.1755833625793457, 0.13768599927425385, NULL, NULL),
(3, 20, -3.1465024948120117, 0.04905090481042862, NULL, NULL),
(3, 21, 3.1755833625793457, 0.13768599927425385, NULL, NULL),
(3, 22, -3.1465024948120117, 0.04905090481042862, NULL, NULL),
(3, 23, 3.1755833625793457, 0.13768599927425385, NULL, NULL),
(3, 24, -3.1465024948120117, 0.04905090481042862, NULL, NULL),
(3, 25, 2.8781659603118896, -0.6648640036582947, NULL, NULL);
INSERT INTO "point_counts" ("proposal_id", "passage", "label", "status", "few_share", "posts", "tops", "weight", "votes") VALUES
(1, '', 'objection', 'contested', FALSE, 1, 1, 3, 4),
(1, '', 'safeguard', '', FALSE, 1, 0, 3, 4),
(1, '', 'support', '', FALSE, 0, 0, 0, 0),
(1, 'paying', 'objection', 'contested', FALSE, 1, 1, 3, 4),
(1, 'paying', 'safeguard', '', FALSE, 1, 0, 3, 4),
(2, '', 'objection', 'contested', FALSE, 1, 1, 3, 4),
(2, '', 'safeguard', '', FALSE, 1, 0, 3, 4),
(2, 'paying', 'objection', 'contested', FALSE, 1, 1, 3, 4),
(2, 'paying', 'safeguard', '', FALSE, 1, 0, 3, 4),
(3, '', 'alternative', '', FALSE, 1, 1, 10, 19),
(3, '', 'amendment', '', FALSE, 1, 1, 10, 19),
(3, '', 'answer', '', FALSE, 1, 0, 20, 19),
(3, '', 'comment', '', FALSE, 0, 0, 0, 0),
(3, '', 'concession', '', FALSE, 1, 0, 11, 20),
(3, '', 'condition', 'contested', FALSE, 1, 1, 10, 20),
(3, '', 'condition', 'open', FALSE, 0, 0, 0, 0),
(3, '', 'evidence', '', FALSE, 1, 0, 9, 19),
(3, '', 'objection', 'addressed', FALSE, 1, 1, 10, 19),
(3, '', 'objection', 'conceded', FALSE, 0, 0, 0, 0),
(3, '', 'objection', 'contested', FALSE, 1, 1, 10, 19),
(3, '', 'objection', 'open', FALSE, 1, 1, 1, 0),
(3, '', 'question', 'answered', FALSE, 1, 0, 1, 0),
(3, '', 'question', 'contested', FALSE, 0, 0, 0, 0),
(3, '', 'question', 'open', FALSE, 0, 0, 0, 0),
(3, '', 'rebuttal', '', FALSE, 1, 0, 11, 20),
(3, '', 'safeguard', '', FALSE, 1, 0, 11, 19),
(3, '', 'support', '', FALSE, 1, 1, 10, 19),
(3, 'a-bus-runs-to-every-village', 'amendment', '', FALSE, 1, 1, 10, 19),
(3, 'a-bus-runs-to-every-village', 'answer', '', FALSE, 1, 0, 20, 19),
(3, 'a-bus-runs-to-every-village', 'evidence', '', FALSE, 1, 0, 9, 19),
(3, 'a-bus-runs-to-every-village', 'objection', 'contested', FALSE, 1, 1, 10, 19),
(3, 'a-bus-runs-to-every-village', 'objection', 'open', FALSE, 0, 0, 0, 0),
(3, 'a-bus-runs-to-every-village', 'question', 'answered', FALSE, 1, 0, 1, 0),
(3, 'a-bus-runs-to-every-village', 'question', 'contested', FALSE, 0, 0, 0, 0),
(3, 'a-bus-runs-to-every-village', 'question', 'open', FALSE, 0, 0, 0, 0),
(3, 'a-bus-runs-to-every-village', 'rebuttal', '', FALSE, 1, 0, 11, 20),
(3, 'children-ride-for-free', 'condition', 'contested', FALSE, 1, 1, 10, 20),
(3, 'children-ride-for-free', 'condition', 'open', FALSE, 0, 0, 0, 0),
(3, 'children-ride-for-free', 'safeguard', '', FALSE, 1, 0, 11, 19),
(3, 'the-county-closes-two-roads-to', 'concession', '', FALSE, 1, 0, 11, 20),
(3, 'the-county-closes-two-roads-to', 'objection', 'addressed', FALSE, 1, 1, 10, 19),
(3, 'the-county-closes-two-roads-to', 'objection', 'conceded', FALSE, 0, 0, 0, 0),
(3, 'the-county-closes-two-roads-to', 'objection', 'open', FALSE, 1, 1, 1, 0);
INSERT INTO "proposal_topics" ("proposal_id", "name") VALUES
(1, 'nature'),
(1, 'water'),
(2, 'nature'),
(2, 'water'),
(3, 'traffic');
INSERT INTO "revisions" ("id", "proposal_id", "number", "summary", "created", "author_id", "state", "asked") VALUES
(1, 1, 1, '', '2026-11-28 11:25:04.640174', 2, 'visible', '{}'),
(2, 2, 1, '', '2026-11-28 11:25:04.640174', 2, 'visible', '{}'),
(3, 3, 1, '', '2026-11-28 11:25:11.532248', 3, 'visible', '{}'),
(4, 3, 2, 'One road stays open.', '2026-11-28 11:25:19.965587', 3, 'visible', '{}'),
(5, 3, 3, 'Twice as often.', '2026-11-28 11:25:23.354130', 3, 'held', '{}');
INSERT INTO "posts" ("id", "proposal_id", "message_id", "author_id", "parent_id", "anchor", "label", "ground", "created", "state", "merged_into_id", "wording", "worded_at", "body", "settles", "source_title", "source_url", "source_quote", "replacement", "agree", "passes", "disagree", "stale_votes", "carried_agree", "carried_passes", "carried_disagree", "standing", "status", "version", "balanced", "extent", "withdrawn_at", "heir_id", "voice", "holders_agree", "holders_disagree", "carried_voice", "carried_rejected", "earlier", "asked_before", "raised_too", "carried_earlier", "carried_raisers", "carried_favoured", "few_share", "low", "high", "strength", "bridging", "waiting", "divided", "weight", "replies", "below", "shown_under_id", "about", "counted", "tally", "reworded_in") VALUES
(1, 1, 1, 1, NULL, NULL, 'support', NULL, '2026-03-02 00:00:00.000000', 'hidden', NULL, 1, '2026-03-02 00:00:00.000000', 'Everybody could swim again.', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.4968203497615262, NULL, 2, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09244118942316884, 0.9, 0.09244118942316884, -1000.0, 3, 0, 1, 0, 0, NULL, NULL, FALSE, NULL, 1),
(2, 1, 1, 1, NULL, 'paying', 'objection', 'cost', '2026-03-02 00:00:00.000000', 'visible', NULL, 1, '2026-03-02 00:00:00.000000', 'A yearly card keeps the poor away from the water.', 'A card that costs nothing for those who earn little.', '', '', '', '', 2, 1, 1, 0, 0, 0, 0, 0.5961844197138314, 'contested', 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.29623757522487876, 0.8574406832899693, 0.29623757522487876, -1000.0, 1, 1, 3, 1, 1, NULL, 'paying', TRUE, '{"passage": "paying", "top": true, "label": "objection", "status": "contested", "few_share": false, "weight": 3, "votes": 4, "author": 1}', 1),
(3, 1, 2, 2, 2, NULL, 'safeguard', NULL, '2026-11-28 11:25:04.640174', 'visible', NULL, 1, '2026-11-28 11:25:04.640174', 'Who earns little gets the card for nothing.', '', '', '', '', '', 2, 1, 1, 0, 0, 0, 0, 0.6, NULL, 1, TRUE, 'in', NULL, NULL, 465585120, 2, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3204605837218184, 0.8574406832899693, 0.3204605837218184, -1000.0, 3, 1, 3, 0, 0, 2, 'paying', TRUE, '{"passage": "paying", "top": false, "label": "safeguard", "status": "", "few_share": false, "weight": 3, "votes": 4, "author": 2}', 1),
(4, 2, 3, 1, NULL, NULL, 'support', NULL, '2026-03-02 00:00:00.000000', 'hidden', NULL, 1, '2026-03-02 00:00:00.000000', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.4968203497615262, NULL, 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09244118942316884, 0.9, 0.09244118942316884, -1000.0, 3, 0, 1, 0, 0, NULL, NULL, FALSE, NULL, 1),
(5, 2, 3, 1, NULL, 'paying', 'objection', 'cost', '2026-03-02 00:00:00.000000', 'visible', NULL, 1, '2026-03-02 00:00:00.000000', 'A yearly card keeps the poor away from the water.', 'A card that costs nothing for those who earn little.', '', '', '', '', 2, 1, 1, 0, 2, 1, 1, 0.5961844197138314, 'contested', 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.29623757522487876, 0.8574406832899693, 0.29623757522487876, -1000.0, 1, 1, 3, 1, 1, NULL, 'paying', TRUE, '{"passage": "paying", "top": true, "label": "objection", "status": "contested", "few_share": false, "weight": 3, "votes": 4, "author": 1}', 1),
(6, 2, 4, 2, 5, NULL, 'safeguard', NULL, '2026-11-28 11:25:04.640174', 'visible', NULL, 1, '2026-11-28 11:25:04.640174', 'Who earns little gets the card for nothing.', '', '', '', '', '', 2, 1, 1, 0, 2, 1, 1, 0.6, NULL, 1, TRUE, 'in', NULL, NULL, 465585120, 0, 0, 465585120, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3204605837218184, 0.8574406832899693, 0.3204605837218184, -1000.0, 3, 1, 3, 0, 0, 5, 'paying', TRUE, '{"passage": "paying", "top": false, "label": "safeguard", "status": "", "few_share": false, "weight": 3, "votes": 4, "author": 2}', 1),
(7, 3, 5, 4, NULL, 'a-bus-runs-to-every-village', 'objection', 'cost', '2026-11-28 11:25:11.820516', 'visible', NULL, 2, '2026-11-28 11:25:18.401018', 'Nobody rides at six in the morning.', 'A count of riders.', '', '', '', '', 9, 0, 10, 18, 0, 0, 0, 0.47619047619047616, 'contested', 2, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 9, 0, 0, 0, 0, FALSE, FALSE, 0.3274713008076015, 0.6201676527427247, 0.3274713008076015, 0.121097, 1, 9, 10, 3, 4, NULL, 'a-bus-runs-to-every-village', TRUE, '{"passage": "a-bus-runs-to-every-village", "top": true, "label": "objection", "status": "contested", "few_share": false, "weight": 10, "votes": 19, "author": 4}', 1),
(8, 3, 5, 4, 7, NULL, 'question', NULL, '2026-11-28 11:25:11.823684', 'visible', NULL, 1, '2026-11-28 11:25:11.823699', 'Who would drive so early?', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.5, 'answered', 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09999999999999998, 0.9, 0.09999999999999998, -1000.0, 3, 0, 1, 1, 1, 7, 'a-bus-runs-to-every-village', TRUE, '{"passage": "a-bus-runs-to-every-village", "top": false, "label": "question", "status": "answered", "few_share": false, "weight": 1, "votes": 0, "author": 4}', 1),
(9, 3, 6, 6, NULL, 'a-bus-runs-to-every-village', 'objection', NULL, '2026-11-28 11:25:11.885601', 'merged', 7, 1, '2026-11-28 11:25:11.885608', 'At six there is nobody on a bus.', '', '', '', '', '', 1, 0, 0, 0, 0, 0, 0, 0.6666666666666666, 'open', 2, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.316227766016838, 0.9486832980505138, 0.316227766016838, -1000.0, 0, 0, 2, 0, 0, NULL, NULL, FALSE, NULL, 1),
(10, 3, 7, 7, NULL, 'children-ride-for-free', 'condition', NULL, '2026-11-28 11:25:11.927680', 'visible', NULL, 1, '2026-11-28 11:25:11.927687', 'First the buses need belts.', '', '', '', '', '', 10, 0, 10, 0, 0, 0, 0, 0.49949660206393154, 'contested', 3, TRUE, 'in', '2026-11-28 11:25:22.671268', 9, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3482193410831498, 0.6355683980925522, 0.3482193410831498, 0.150143, 1, 10, 10, 1, 1, NULL, 'children-ride-for-free', TRUE, '{"passage": "children-ride-for-free", "top": true, "label": "condition", "status": "contested", "few_share": false, "weight": 10, "votes": 20, "author": 7}', 1),
(11, 3, 8, 8, NULL, 'the-county-closes-two-roads-to', 'objection', NULL, '2026-11-28 11:25:11.966315', 'visible', NULL, 1, '2026-11-28 11:25:11.966327', 'Farmers need these roads.', '', '', '', '', '', 9, 0, 10, 19, 0, 0, 0, 0.47619047619047616, 'addressed', 2, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 9, 0, 0, 0, 0, FALSE, FALSE, 0.3381709033896563, 0.627421955933815, 0.3381709033896563, 0.121097, 1, 9, 10, 1, 1, NULL, 'the-county-closes-two-roads-to', TRUE, '{"passage": "the-county-closes-two-roads-to", "top": true, "label": "objection", "status": "addressed", "few_share": false, "weight": 10, "votes": 19, "author": 8}', 2),
(12, 3, 9, 9, 7, NULL, 'evidence', NULL, '2026-11-28 11:25:12.006660', 'visible', NULL, 1, '2026-11-28 11:25:12.006666', 'Two people rode.', '', 'A count in May', 'https://example.org/count', '', '', 8, 1, 10, 0, 0, 0, 0, 0.45, NULL, 1, TRUE, 'in', NULL, NULL, 1862340480, 0, 9, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.30983393270761345, 0.5924633860728068, 0.30983393270761345, 0.124939, 3, 8, 9, 0, 0, 7, 'a-bus-runs-to-every-village', TRUE, '{"passage": "a-bus-runs-to-every-village", "top": false, "label": "evidence", "status": "", "few_share": false, "weight": 9, "votes": 19, "author": 9}', 1),
(13, 3, 10, 10, NULL, NULL, 'support', NULL, '2026-11-28 11:25:12.049351', 'visible', NULL, 1, '2026-11-28 11:25:12.049358', 'Villages get younger with a bus.', '', '', '', '', '', 9, 0, 10, 0, 0, 0, 0, 0.47619047619047616, NULL, 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3381709033896563, 0.6152485624410838, 0.3381709033896563, 0.121656, 3, 9, 10, 0, 0, NULL, NULL, TRUE, '{"passage": "", "top": true, "label": "support", "status": "", "few_share": false, "weight": 10, "votes": 19, "author": 10}', 1),
(14, 3, 11, 11, NULL, 'a-bus-runs-to-every-village', 'amendment', NULL, '2026-11-28 11:25:12.081825', 'visible', NULL, 1, '2026-11-28 11:25:12.081832', 'Begin at seven.', '', '', '', '', 'A bus runs to every village each hour, from seven in the morning.', 9, 0, 10, 0, 0, 0, 0, 0.47619047619047616, NULL, 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3381709033896563, 0.6152485624410838, 0.3381709033896563, 0.150143, 3, 9, 10, 0, 0, NULL, 'a-bus-runs-to-every-village', TRUE, '{"passage": "a-bus-runs-to-every-village", "top": true, "label": "amendment", "status": "", "few_share": false, "weight": 10, "votes": 19, "author": 11}', 1),
(15, 3, 12, 12, NULL, NULL, 'alternative', NULL, '2026-11-28 11:25:12.111760', 'visible', NULL, 1, '2026-11-28 11:25:12.111768', 'Pay for taxis instead.', '', '', '', '', '', 9, 0, 10, 0, 0, 0, 0, 0.47619047619047616, NULL, 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3381709033896563, 0.6152485624410838, 0.3381709033896563, 0.121656, 3, 9, 10, 0, 0, NULL, NULL, TRUE, '{"passage": "", "top": true, "label": "alternative", "status": "", "few_share": false, "weight": 10, "votes": 19, "author": 12}', 1),
(16, 3, 13, 3, 7, NULL, 'rebuttal', NULL, '2026-11-28 11:25:12.148648', 'visible', NULL, 1, '2026-11-28 11:25:12.148658', 'Nurses do, and bakers.', '', '', '', '', '', 10, 0, 10, 0, 0, 0, 0, 0.5, NULL, 1, TRUE, 'in', NULL, NULL, 2327925600, 0, 9, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3644316019074478, 0.6355683980925522, 0.3644316019074478, 0.152746, 3, 10, 11, 0, 0, 7, 'a-bus-runs-to-every-village', TRUE, '{"passage": "a-bus-runs-to-every-village", "top": false, "label": "rebuttal", "status": "", "few_share": false, "weight": 11, "votes": 20, "author": 3}', 1),
(17, 3, 14, 13, 10, NULL, 'safeguard', NULL, '2026-11-28 11:25:12.201252', 'visible', NULL, 1, '2026-11-28 11:25:12.201261', 'Only buses with belts are bought.', '', '', '', '', '', 10, 0, 9, 0, 0, 0, 0, 0.5238095238095238, NULL, 1, TRUE, 'in', NULL, NULL, 2327925600, 0, 8, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.38475143755891617, 0.6618290966103437, 0.38475143755891617, 0.124586, 3, 9, 11, 0, 0, 10, 'children-ride-for-free', TRUE, '{"passage": "children-ride-for-free", "top": false, "label": "safeguard", "status": "", "few_share": false, "weight": 11, "votes": 19, "author": 13}', 1),
(18, 3, 15, 14, 8, NULL, 'answer', NULL, '2026-11-28 11:25:12.263893', 'visible', NULL, 1, '2026-11-28 11:25:12.263905', 'Those who drive the school bus.', '', '', '', '', '', 19, 0, 0, 0, 0, 0, 0, 0.9523809523809523, NULL, 1, TRUE, 'in', NULL, NULL, 4423058640, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.8912509381337456, 0.9947458259305311, 0.8912509381337456, 0.571541, 3, 0, 20, 0, 0, 8, 'a-bus-runs-to-every-village', TRUE, '{"passage": "a-bus-runs-to-every-village", "top": false, "label": "answer", "status": "", "few_share": false, "weight": 20, "votes": 19, "author": 14}', 1),
(19, 3, 16, 3, 11, NULL, 'concession', NULL, '2026-11-28 11:25:12.323950', 'visible', NULL, 1, '2026-11-28 11:25:12.323960', 'They do, in the harvest.', '', '', '', '', '', 10, 0, 10, 0, 0, 0, 0, 0.5, NULL, 1, TRUE, 'in', NULL, NULL, 2327925600, 0, 10, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.3644316019074478, 0.6355683980925522, 0.3644316019074478, 0.124005, 3, 10, 11, 0, 0, 11, 'the-county-closes-two-roads-to', TRUE, '{"passage": "the-county-closes-two-roads-to", "top": false, "label": "concession", "status": "", "few_share": false, "weight": 11, "votes": 20, "author": 3}', 1),
(20, 3, 17, 15, NULL, NULL, 'support', NULL, '2026-11-28 11:25:12.367280', 'withdrawn', NULL, 1, '2026-11-28 11:25:12.367290', 'It''s 100 % sure:

I like “buses” (:red) and c:\bus; both.', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.5, NULL, 3, TRUE, 'in', '2026-11-28 11:25:22.604707', NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09999999999999998, 0.9, 0.09999999999999998, -1000.0, 3, 0, 0, 0, 0, NULL, NULL, FALSE, NULL, 1),
(21, 3, 18, 16, NULL, NULL, 'comment', NULL, '2026-11-28 11:25:12.397503', 'hidden', NULL, 1, '2026-11-28 11:25:12.397510', 'Does anybody know a good bakery?', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.5, NULL, 4, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09999999999999998, 0.9, -1.0, -1000.0, 3, 0, 1, 0, 0, NULL, NULL, FALSE, NULL, 1),
(22, 3, 19, 17, NULL, 'the-county-closes-two-roads-to', 'objection', NULL, '2026-11-28 11:25:12.428309', 'visible', NULL, 1, '2026-11-28 11:25:12.428319', 'Two roads are too few.', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.5, 'open', 2, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09999999999999998, 0.9, 0.09999999999999998, -1000.0, 0, 0, 1, 0, 0, NULL, 'the-county-closes-two-roads-to', TRUE, '{"passage": "the-county-closes-two-roads-to", "top": true, "label": "objection", "status": "open", "few_share": false, "weight": 1, "votes": 0, "author": 17}', 2),
(23, 1, 20, 26, NULL, NULL, 'comment', NULL, '2026-11-28 11:25:23.189392', 'held', NULL, 1, '2026-11-28 11:25:23.189399', 'My first words here.', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0.5, NULL, 1, TRUE, 'in', NULL, NULL, 0, 0, 0, NULL, FALSE, 0, 0, 0, 0, 0, FALSE, FALSE, 0.09999999999999998, 0.9, -1.0, -1000.0, 3, 0, 1, 0, 0, NULL, NULL, FALSE, NULL, 1);
INSERT INTO "passages" ("id", "revision_id", "position", "anchor", "kind", "level", "number", "text", "marks") VALUES
(1, 1, 0, 'clean-lakes', 'heading', 1, NULL, 'Clean lakes', '[]'),
(2, 1, 1, 'cleaning', 'heading', 2, NULL, 'Cleaning', '[]'),
(3, 1, 2, 'the-lakes-are-cleaned-within-ten', 'paragraph', 0, NULL, 'The lakes are cleaned within ten years.', '[]'),
(4, 1, 3, 'every-lake-has-a-warden', 'item', 1, NULL, 'Every lake has a warden.', '[]'),
(5, 1, 4, 'paying', 'heading', 2, NULL, 'Paying', '[]'),
(6, 1, 5, 'who-uses-a-lake-pays-for', 'paragraph', 0, NULL, 'Who uses a lake pays for it, by a yearly card.', '[]'),
(7, 2, 0, 'clean-lakes', 'heading', 1, NULL, 'Clean lakes', '[]'),
(8, 2, 1, 'cleaning', 'heading', 2, NULL, 'Cleaning', '[]'),
(9, 2, 2, 'the-lakes-are-cleaned-within-ten', 'paragraph', 0, NULL, 'The lakes are cleaned within ten years.', '[]'),
(10, 2, 3, 'every-lake-has-a-warden', 'item', 1, NULL, 'Every lake has a warden.', '[]'),
(11, 2, 4, 'paying', 'heading', 2, NULL, 'Paying', '[]'),
(12, 2, 5, 'who-uses-a-lake-pays-for', 'paragraph', 0, NULL, 'Who uses a lake pays for it, by a yearly card.', '[]'),
(13, 3, 0, 'a-plan-for-buses', 'heading', 1, NULL, 'A plan for buses', '[]'),
(14, 3, 1, 'buses', 'heading', 2, NULL, 'Buses', '[]'),
(15, 3, 2, 'a-bus-runs-to-every-village', 'paragraph', 0, NULL, 'A bus runs to every village each hour, from six in the morning.', '[]'),
(16, 3, 3, 'children-ride-for-free', 'paragraph', 0, NULL, 'Children ride for free.', '[]'),
(17, 3, 4, 'roads', 'heading', 2, NULL, 'Roads', '[]'),
(18, 3, 5, 'the-county-closes-two-roads-to', 'paragraph', 0, NULL, 'The county closes two roads to cars in summer.', '[]'),
(19, 3, 6, 'money-that-is-saved-goes-to', 'paragraph', 0, NULL, 'Money that is saved goes to the buses.', '[]'),
(20, 4, 0, 'a-plan-for-buses', 'heading', 1, NULL, 'A plan for buses', '[]'),
(21, 4, 1, 'a-bus-runs-to-every-village', 'paragraph', 0, NULL, 'A bus runs to every village each hour, from six in the morning.', '[]'),
(22, 4, 2, 'children-ride-for-free', 'paragraph', 0, NULL, 'Children ride for free.', '[]'),
(23, 4, 3, 'roads', 'heading', 2, NULL, 'Roads', '[]'),
(24, 4, 4, 'the-county-closes-two-roads-to', 'paragraph', 0, NULL, 'The county closes one road to cars in summer.', '[]'),
(25, 4, 5, 'money-that-is-saved-goes-to', 'paragraph', 0, NULL, 'Money that is saved goes to the buses.', '[]'),
(26, 5, 0, 'a-plan-for-buses', 'heading', 1, NULL, 'A plan for buses', '[]'),
(27, 5, 1, 'a-bus-runs-to-every-village', 'paragraph', 0, NULL, 'A bus runs to every village each half-hour, from six in the morning.', '[]'),
(28, 5, 2, 'children-ride-for-free', 'paragraph', 0, NULL, 'Children ride for free.', '[]'),
(29, 5, 3, 'roads', 'heading', 2, NULL, 'Roads', '[]'),
(30, 5, 4, 'the-county-closes-two-roads-to', 'paragraph', 0, NULL, 'The county closes two roads to cars in summer.', '[]'),
(31, 5, 5, 'money-that-is-saved-goes-to', 'paragraph', 0, NULL, 'Money that is saved goes to the buses.', '[]');
INSERT INTO "acceptances" ("post_id", "person_id", "created") VALUES
(18, 4, '2026-11-28 11:25:19.814757');
INSERT INTO "addressing_claims" ("id", "post_id", "revision_id", "carried_holds", "carried_fails", "carried_rejected") VALUES
(1, 11, 4, 0, 0, FALSE);
INSERT INTO "earlier_wordings" ("post_id", "number", "body", "settles", "source_title", "source_url", "source_quote", "replacement", "worded_at") VALUES
(7, 1, 'Nobody rides at six.', 'A count of riders.', '', '', '', '', '2026-11-28 11:25:11.820528');
INSERT INTO "flags" ("id", "post_id", "person_id", "reason", "note", "created", "handled_at") VALUES
(1, 21, 18, 'off-topic', '', '2026-11-28 11:25:18.857049', '2026-11-28 11:25:18.896153'),
(2, 11, 19, 'other', 'Which roads?', '2026-11-28 11:25:19.010387', '2026-11-28 11:25:20.393529');
INSERT INTO "links" ("id", "from_post_id", "to_post_id", "to_proposal_id", "to_anchor", "polarity", "voice", "holders_agree", "holders_disagree", "carried_voice", "carried_rejected") VALUES
(1, 3, 1, NULL, NULL, 'attack', 465585120, 0, 0, NULL, FALSE),
(2, 3, NULL, 1, 'cleaning', 'attack', 0, 0, 0, NULL, FALSE),
(3, 6, 4, NULL, NULL, 'attack', 465585120, 0, 0, 465585120, FALSE),
(4, 6, NULL, 1, 'cleaning', 'attack', 0, 0, 0, NULL, FALSE);
INSERT INTO "moderation_log" ("id", "proposal_id", "post_id", "moderator_id", "at", "act", "reason", "details", "inverse", "undoes_id", "person_id", "answers_id") VALUES
(1, 1, 1, 5, '2026-11-28 11:25:10.541988', 'hide', 'It is off topic.', '{}', '{"posts": [{"post": 1, "before": {"state": "visible"}, "after": {"state": "hidden"}}], "flags": []}', NULL, NULL, NULL),
(2, 2, 4, 5, '2026-11-28 11:25:10.541988', 'hide', 'It is off topic.', '{}', 'null', NULL, NULL, NULL),
(3, 2, NULL, 5, '2026-11-28 11:25:11.141078', 'lock', 'It goes on elsewhere.', '{"from": "open", "to": "locked"}', '{"posts": [], "flags": [], "proposal": {"before": "open", "after": "locked"}}', NULL, NULL, NULL),
(4, 3, 9, 5, '2026-11-28 11:25:18.514120', 'merge', 'It says the same.', '{"into": 7}', '{"posts": [{"post": 9, "before": {"state": "visible", "merged_into_id": null}, "after": {"state": "merged", "merged_into_id": 7}}], "flags": []}', NULL, NULL, NULL),
(5, 3, 22, 5, '2026-11-28 11:25:18.747739', 'move', 'It is about the roads.', '{"from": "proposal", "to": "passage the-county-closes-two-roads-to"}', '{"posts": [{"post": 22, "before": {"parent_id": null, "anchor": null}, "after": {"parent_id": null, "anchor": "the-county-closes-two-roads-to"}}], "flags": []}', NULL, NULL, NULL),
(6, 3, 20, 5, '2026-11-28 11:25:18.814428', 'relabel', 'It is in favour.', '{"from": "comment", "to": "support"}', '{"posts": [{"post": 20, "before": {"label": "comment", "ground": null}, "after": {"label": "support", "ground": null}}], "flags": []}', NULL, NULL, NULL),
(7, 3, 21, 5, '2026-11-28 11:25:18.899711', 'hide', 'It is off topic.', '{}', '{"posts": [{"post": 21, "before": {"state": "visible"}, "after": {"state": "hidden"}}], "flags": [1]}', NULL, NULL, NULL),
(8, 3, 21, 5, '2026-11-28 11:25:18.969902', 'restore', 'It was meant well.', '{}', '{"posts": [{"post": 21, "before": {"state": "hidden"}, "after": {"state": "visible"}}], "flags": []}', NULL, NULL, NULL),
(9, 3, 21, 5, '2026-11-28 11:25:19.769313', 'undo', 'It was off topic after all.', '{"act": "restore"}', NULL, 8, NULL, NULL),
(10, 3, 11, 5, '2026-11-28 11:25:20.402266', 'decide-where', 'One road is a road.', '{"from": "passage the-county-closes-two-roads-to", "to": "passage the-county-closes-two-roads-to"}', '{"posts": [], "flags": [2], "decided": 1}', NULL, NULL, NULL),
(11, 3, NULL, 5, '2026-11-28 11:25:22.841793', 'hide-proposal', 'To look at it.', '{}', '{"posts": [], "flags": [], "state": {"before": "visible", "after": "hidden"}}', NULL, NULL, NULL),
(12, 3, NULL, 5, '2026-11-28 11:25:22.889850', 'restore-proposal', 'To look at it.', '{}', '{"posts": [], "flags": [], "state": {"before": "hidden", "after": "visible"}}', NULL, NULL, NULL),
(13, NULL, NULL, 5, '2026-11-28 11:25:22.940225', 'hide-profile', 'It advertises.', '{}', '{"posts": [], "flags": [], "state": {"before": "visible", "after": "hidden"}}', NULL, 3, NULL),
(14, 3, 9, 6, '2026-11-28 11:25:23.088807', 'appeal', 'Mine says why.', '{"into": 7, "act": "merge"}', NULL, NULL, NULL, 4),
(15, 3, 9, 24, '2026-11-28 11:25:23.107281', 'uphold', 'So does the other one.', '{"into": 7, "act": "merge"}', NULL, NULL, NULL, 14),
(16, 3, 22, 17, '2026-11-28 11:25:23.123258', 'appeal', 'It is about all roads.', '{"from": "proposal", "to": "passage the-county-closes-two-roads-to", "act": "move"}', NULL, NULL, NULL, 5);
INSERT INTO "post_scores" ("post_id", "consensus", "bridging", "extremity", "rejected", "favoured", "by_group") VALUES
(2, NULL, NULL, 0.75, FALSE, FALSE, NULL),
(3, NULL, NULL, 0.75, FALSE, FALSE, NULL),
(7, NULL, 0.121097, 1.718820245826183, FALSE, FALSE, NULL),
(10, NULL, 0.150143, 1.1592656953746219, FALSE, FALSE, NULL),
(11, NULL, 0.121097, 1.7188202458261892, FALSE, FALSE, NULL),
(12, NULL, 0.124939, 3.1374636668083005, FALSE, FALSE, NULL),
(13, NULL, 0.121656, 1.1885710896176185, FALSE, FALSE, NULL),
(14, NULL, 0.150143, 1.1592656953746332, FALSE, FALSE, NULL),
(15, NULL, 0.121656, 1.1885710896176187, FALSE, FALSE, NULL),
(16, NULL, 0.152746, 1.100206139880953, FALSE, FALSE, NULL),
(17, NULL, 0.124586, 1.0433391258371703, FALSE, FALSE, NULL),
(18, NULL, 0.571541, 0.0, FALSE, FALSE, NULL),
(19, NULL, 0.124005, 1.1002061398809533, FALSE, FALSE, NULL);
INSERT INTO "search_entries" ("id", "kind", "proposal_id", "post_id", "anchor", "title_words", "body_words", "title_others", "body_others") VALUES
(1, 'proposal', 1, NULL, NULL, 'clean lakes', 'the lakes are cleaned and that is paid for by those who use them', '_en_clean _en_lake', '_en_the _en_lake _en_are _en_clean _en_and _en_that _en_is _en_paid _en_for _en_by _en_those _en_who _en_use _en_them'),
(2, 'passage', 1, NULL, 'clean-lakes', '', 'clean lakes', '', '_en_clean _en_lake'),
(3, 'passage', 1, NULL, 'cleaning', '', 'cleaning', '', '_en_clean'),
(4, 'passage', 1, NULL, 'the-lakes-are-cleaned-within-ten', '', 'the lakes are cleaned within ten years', '', '_en_the _en_lake _en_are _en_clean _en_within _en_ten _en_year'),
(5, 'passage', 1, NULL, 'every-lake-has-a-warden', '', 'every lake has a warden', '', '_en_everi _en_lake _en_has _en_a _en_warden'),
(6, 'passage', 1, NULL, 'paying', '', 'paying', '', '_en_pay'),
(7, 'passage', 1, NULL, 'who-uses-a-lake-pays-for', '', 'who uses a lake pays for it by a yearly card', '', '_en_who _en_use _en_a _en_lake _en_pay _en_for _en_it _en_by _en_a _en_year _en_card'),
(8, 'post', 1, 1, NULL, '', 'everybody could swim again', '', '_en_everybodi _en_could _en_swim _en_again'),
(9, 'post', 1, 2, NULL, '', 'a yearly card keeps the poor away from the water a card that costs nothing for those who earn little', '', '_en_a _en_year _en_card _en_keep _en_the _en_poor _en_away _en_from _en_the _en_water _en_a _en_card _en_that _en_cost _en_noth _en_for _en_those _en_who _en_earn _en_littl'),
(10, 'post', 1, 3, NULL, '', 'who earns little gets the card for nothing', '', '_en_who _en_earn _en_littl _en_get _en_the _en_card _en_for _en_noth'),
(11, 'proposal', 2, NULL, NULL, 'more clean lakes', 'the lakes are cleaned and that is paid for by those who use them', '_en_more _en_clean _en_lake', '_en_the _en_lake _en_are _en_clean _en_and _en_that _en_is _en_paid _en_for _en_by _en_those _en_who _en_use _en_them'),
(12, 'passage', 2, NULL, 'clean-lakes', '', 'clean lakes', '', '_en_clean _en_lake'),
(13, 'passage', 2, NULL, 'cleaning', '', 'cleaning', '', '_en_clean'),
(14, 'passage', 2, NULL, 'the-lakes-are-cleaned-within-ten', '', 'the lakes are cleaned within ten years', '', '_en_the _en_lake _en_are _en_clean _en_within _en_ten _en_year'),
(15, 'passage', 2, NULL, 'every-lake-has-a-warden', '', 'every lake has a warden', '', '_en_everi _en_lake _en_has _en_a _en_warden'),
(16, 'passage', 2, NULL, 'paying', '', 'paying', '', '_en_pay'),
(17, 'passage', 2, NULL, 'who-uses-a-lake-pays-for', '', 'who uses a lake pays for it by a yearly card', '', '_en_who _en_use _en_a _en_lake _en_pay _en_for _en_it _en_by _en_a _en_year _en_card'),
(18, 'post', 2, 4, NULL, '', '', '', ''),
(19, 'post', 2, 5, NULL, '', 'a yearly card keeps the poor away from the water a card that costs nothing for those who earn little', '', '_en_a _en_year _en_card _en_keep _en_the _en_poor _en_away _en_from _en_the _en_water _en_a _en_card _en_that _en_cost _en_noth _en_for _en_those _en_who _en_earn _en_littl'),
(20, 'post', 2, 6, NULL, '', 'who earns little gets the card for nothing', '', '_en_who _en_earn _en_littl _en_get _en_the _en_card _en_for _en_noth'),
(30, 'post', 3, 8, NULL, '', 'who would drive so early', '', '_en_who _en_would _en_drive _en_so _en_earli'),
(31, 'post', 3, 9, NULL, '', 'at six there is nobody on a bus', '', '_en_at _en_six _en_there _en_is _en_nobodi _en_on _en_a _en_bus'),
(32, 'post', 3, 10, NULL, '', 'first the buses need belts', '', '_en_first _en_the _en_buse _en_bus _en_need _en_belt'),
(33, 'post', 3, 11, NULL, '', 'farmers need these roads', '', '_en_farmer _en_need _en_these _en_road'),
(34, 'post', 3, 12, NULL, '', 'two people rode a count in may', '', '_en_two _en_peopl _en_person _en_rode _en_a _en_count _en_in _en_may'),
(35, 'post', 3, 13, NULL, '', 'villages get younger with a bus', '', '_en_villag _en_get _en_younger _en_with _en_a _en_bus'),
(36, 'post', 3, 14, NULL, '', 'begin at seven a bus runs to every village each hour from seven in the morning', '', '_en_begin _en_at _en_seven _en_a _en_bus _en_run _en_to _en_everi _en_villag _en_each _en_hour _en_from _en_seven _en_in _en_the _en_morn'),
(37, 'post', 3, 15, NULL, '', 'pay for taxis instead', '', '_en_pay _en_for _en_taxi _en_instead'),
(38, 'post', 3, 16, NULL, '', 'nurses do and bakers', '', '_en_nurs _en_do _en_and _en_baker'),
(39, 'post', 3, 17, NULL, '', 'only buses with belts are bought', '', '_en_onli _en_buse _en_bus _en_with _en_belt _en_are _en_bought'),
(40, 'post', 3, 18, NULL, '', 'those who drive the school bus', '', '_en_those _en_who _en_drive _en_the _en_school _en_bus'),
(41, 'post', 3, 19, NULL, '', 'they do in the harvest', '', '_en_they _en_do _en_in _en_the _en_harvest'),
(42, 'post', 3, 20, NULL, '', 'it s 100 sure i like buses red and c bus both', '', '_en_it _en_s _en_sure _en_i _en_like _en_buse _en_bus _en_red _en_and _en_c _en_bus _en_both'),
(43, 'post', 3, 21, NULL, '', 'does anybody know a good bakery', '', '_en_doe _en_anybodi _en_know _en_a _en_good _en_bakeri'),
(44, 'post', 3, 22, NULL, '', 'two roads are too few', '', '_en_two _en_road _en_are _en_too _en_few'),
(45, 'post', 3, 7, NULL, '', 'nobody rides at six in the morning a count of riders', '', '_en_nobodi _en_ride _en_at _en_six _en_in _en_the _en_morn _en_a _en_count _en_of _en_rider'),
(46, 'proposal', 3, NULL, NULL, 'a plan for buses', 'more buses fewer cars', '_en_a _no_a _pt_a _en_plan _no_plan _pt_plan _en_for _no_for _pt_for _en_buse _en_bus _no_bus _pt_bus', '_en_more _en_buse _en_bus _en_fewer _en_car'),
(47, 'passage', 3, NULL, 'a-plan-for-buses', '', 'a plan for buses', '', '_en_a _no_a _pt_a _en_plan _no_plan _pt_plan _en_for _no_for _pt_for _en_buse _en_bus _no_bus _pt_bus'),
(48, 'passage', 3, NULL, 'a-bus-runs-to-every-village', '', 'a bus runs to every village each hour from six in the morning', '', '_en_a _en_bus _en_run _en_to _en_everi _en_villag _en_each _en_hour _en_from _en_six _en_in _en_the _en_morn'),
(49, 'passage', 3, NULL, 'children-ride-for-free', '', 'children ride for free', '', '_en_children _en_child _en_ride _en_for _en_free'),
(50, 'passage', 3, NULL, 'roads', '', 'roads', '', '_en_road'),
(51, 'passage', 3, NULL, 'the-county-closes-two-roads-to', '', 'the county closes one road to cars in summer', '', '_en_the _en_counti _en_close _en_one _en_road _en_to _en_car _en_in _en_summer'),
(52, 'passage', 3, NULL, 'money-that-is-saved-goes-to', '', 'money that is saved goes to the buses', '', '_en_money _en_that _en_is _en_save _en_goe _en_go _en_to _en_the _en_buse _en_bus'),
(53, 'post', 1, 23, NULL, '', 'my first words here', '', '_en_my _en_first _en_word _en_here');
INSERT INTO "status_changes" ("id", "post_id", "at", "before", "after", "cause", "by_post_id") VALUES
(1, 7, '2026-11-28 11:25:12.164876', 'open', 'contested', 'reply', 16),
(2, 10, '2026-11-28 11:25:12.222585', 'open', 'contested', 'reply', 17),
(3, 8, '2026-11-28 11:25:12.919042', 'open', 'answered', 'vote', 18),
(4, 11, '2026-11-28 11:25:20.023050', 'open', 'addressed', 'revision', NULL);
INSERT INTO "votes" ("post_id", "person_id", "choice", "wording", "place", "cast", "label") VALUES
(2, 4, 'agree', 1, 'passage paying', '2026-11-28 11:25:10.265786', 'objection'),
(2, 6, 'agree', 1, 'passage paying', '2026-11-28 11:25:10.342702', 'objection'),
(2, 7, 'disagree', 1, 'passage paying', '2026-11-28 11:25:10.384496', 'objection'),
(2, 8, 'pass', 1, 'passage paying', '2026-11-28 11:25:10.424640', 'objection'),
(3, 4, 'agree', 1, 'post 2', '2026-11-28 11:25:10.314977', 'safeguard'),
(3, 6, 'agree', 1, 'post 2', '2026-11-28 11:25:10.361208', 'safeguard'),
(3, 7, 'disagree', 1, 'post 2', '2026-11-28 11:25:10.403990', 'safeguard'),
(3, 8, 'pass', 1, 'post 2', '2026-11-28 11:25:10.445597', 'safeguard'),
(7, 6, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:12.456115', 'objection'),
(7, 7, 'disagree', 2, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:18.446445', 'objection'),
(7, 9, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:12.950574', 'objection'),
(7, 10, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.079503', 'objection'),
(7, 11, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.199878', 'objection'),
(7, 12, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.319942', 'objection'),
(7, 13, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.449373', 'objection'),
(7, 14, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.568992', 'objection'),
(7, 15, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.706002', 'objection'),
(7, 16, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.850335', 'objection'),
(7, 17, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:14.022510', 'objection'),
(7, 18, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:14.363144', 'objection'),
(7, 19, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:15.127222', 'objection'),
(7, 20, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:15.744585', 'objection'),
(7, 21, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:16.154029', 'objection'),
(7, 22, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:16.610645', 'objection'),
(7, 23, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:16.929743', 'objection'),
(7, 24, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:17.436876', 'objection'),
(7, 25, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:17.935426', 'objection'),
(9, 4, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:18.369786', 'objection'),
(10, 4, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:22.540062', 'condition'),
(10, 6, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:12.471121', 'condition'),
(10, 8, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:12.774294', 'condition'),
(10, 9, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:12.964783', 'condition'),
(10, 10, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.092765', 'condition'),
(10, 11, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.210314', 'condition'),
(10, 12, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.331755', 'condition'),
(10, 13, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.461752', 'condition'),
(10, 14, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.582016', 'condition'),
(10, 15, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.719025', 'condition'),
(10, 16, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:13.865409', 'condition'),
(10, 17, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:14.039414', 'condition'),
(10, 18, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:14.389343', 'condition'),
(10, 19, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:15.171987', 'condition'),
(10, 20, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:15.804608', 'condition'),
(10, 21, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:16.185792', 'condition'),
(10, 22, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:16.645947', 'condition'),
(10, 23, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:16.958887', 'condition'),
(10, 24, 'disagree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:17.469281', 'condition'),
(10, 25, 'agree', 1, 'passage children-ride-for-free', '2026-11-28 11:25:17.961632', 'condition'),
(11, 6, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:12.482070', 'objection'),
(11, 7, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:12.607856', 'objection'),
(11, 9, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:12.977193', 'objection'),
(11, 10, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.105792', 'objection'),
(11, 11, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.221744', 'objection'),
(11, 12, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.344325', 'objection'),
(11, 13, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.474088', 'objection'),
(11, 14, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.595135', 'objection'),
(11, 15, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.731960', 'objection'),
(11, 16, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:13.878675', 'objection'),
(11, 17, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:14.057522', 'objection'),
(11, 18, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:14.414061', 'objection'),
(11, 19, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:15.203102', 'objection'),
(11, 20, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:15.838573', 'objection'),
(11, 21, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:16.217171', 'objection'),
(11, 22, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:16.673897', 'objection'),
(11, 23, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:16.982284', 'objection'),
(11, 24, 'agree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:17.536591', 'objection'),
(11, 25, 'disagree', 1, 'passage the-county-closes-two-roads-to', '2026-11-28 11:25:17.983159', 'objection'),
(12, 6, 'disagree', 1, 'post 7', '2026-11-28 11:25:12.493840', 'evidence'),
(12, 7, 'agree', 1, 'post 7', '2026-11-28 11:25:12.622858', 'evidence'),
(12, 8, 'disagree', 1, 'post 7', '2026-11-28 11:25:12.790476', 'evidence'),
(12, 10, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.118617', 'evidence'),
(12, 11, 'agree', 1, 'post 7', '2026-11-28 11:25:13.233139', 'evidence'),
(12, 12, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.359854', 'evidence'),
(12, 13, 'agree', 1, 'post 7', '2026-11-28 11:25:13.485838', 'evidence'),
(12, 14, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.608116', 'evidence'),
(12, 15, 'agree', 1, 'post 7', '2026-11-28 11:25:13.745552', 'evidence'),
(12, 16, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.899596', 'evidence'),
(12, 17, 'agree', 1, 'post 7', '2026-11-28 11:25:14.073311', 'evidence'),
(12, 18, 'disagree', 1, 'post 7', '2026-11-28 11:25:14.442908', 'evidence'),
(12, 19, 'agree', 1, 'post 7', '2026-11-28 11:25:15.238429', 'evidence'),
(12, 20, 'disagree', 1, 'post 7', '2026-11-28 11:25:15.891331', 'evidence'),
(12, 21, 'agree', 1, 'post 7', '2026-11-28 11:25:16.249410', 'evidence'),
(12, 22, 'disagree', 1, 'post 7', '2026-11-28 11:25:16.702898', 'evidence'),
(12, 23, 'agree', 1, 'post 7', '2026-11-28 11:25:17.019113', 'evidence'),
(12, 24, 'disagree', 1, 'post 7', '2026-11-28 11:25:17.555494', 'evidence'),
(12, 25, 'pass', 1, 'post 7', '2026-11-28 11:25:18.349873', 'evidence'),
(13, 6, 'agree', 1, 'proposal', '2026-11-28 11:25:12.507475', 'support'),
(13, 7, 'disagree', 1, 'proposal', '2026-11-28 11:25:12.638250', 'support'),
(13, 8, 'agree', 1, 'proposal', '2026-11-28 11:25:12.818105', 'support'),
(13, 9, 'disagree', 1, 'proposal', '2026-11-28 11:25:12.988549', 'support'),
(13, 11, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.243826', 'support'),
(13, 12, 'agree', 1, 'proposal', '2026-11-28 11:25:13.374980', 'support'),
(13, 13, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.497181', 'support'),
(13, 14, 'agree', 1, 'proposal', '2026-11-28 11:25:13.621825', 'support'),
(13, 15, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.761450', 'support'),
(13, 16, 'agree', 1, 'proposal', '2026-11-28 11:25:13.913102', 'support'),
(13, 17, 'disagree', 1, 'proposal', '2026-11-28 11:25:14.085384', 'support'),
(13, 18, 'agree', 1, 'proposal', '2026-11-28 11:25:14.471939', 'support'),
(13, 19, 'disagree', 1, 'proposal', '2026-11-28 11:25:15.275989', 'support'),
(13, 20, 'agree', 1, 'proposal', '2026-11-28 11:25:15.922362', 'support'),
(13, 21, 'disagree', 1, 'proposal', '2026-11-28 11:25:16.285937', 'support'),
(13, 22, 'agree', 1, 'proposal', '2026-11-28 11:25:16.734328', 'support'),
(13, 23, 'disagree', 1, 'proposal', '2026-11-28 11:25:17.058221', 'support'),
(13, 24, 'agree', 1, 'proposal', '2026-11-28 11:25:17.682357', 'support'),
(13, 25, 'disagree', 1, 'proposal', '2026-11-28 11:25:18.067305', 'support'),
(14, 6, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:12.523236', 'amendment'),
(14, 7, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:12.653129', 'amendment'),
(14, 8, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:12.849401', 'amendment'),
(14, 9, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:12.998830', 'amendment'),
(14, 10, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.129772', 'amendment'),
(14, 12, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.385939', 'amendment'),
(14, 13, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.510164', 'amendment'),
(14, 14, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.634635', 'amendment'),
(14, 15, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.773198', 'amendment'),
(14, 16, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:13.923775', 'amendment'),
(14, 17, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:14.097535', 'amendment'),
(14, 18, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:14.514774', 'amendment'),
(14, 19, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:15.390215', 'amendment'),
(14, 20, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:15.953567', 'amendment'),
(14, 21, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:16.318654', 'amendment'),
(14, 22, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:16.767773', 'amendment'),
(14, 23, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:17.094434', 'amendment'),
(14, 24, 'disagree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:17.733090', 'amendment'),
(14, 25, 'agree', 1, 'passage a-bus-runs-to-every-village', '2026-11-28 11:25:18.120162', 'amendment'),
(15, 6, 'agree', 1, 'proposal', '2026-11-28 11:25:12.537843', 'alternative'),
(15, 7, 'disagree', 1, 'proposal', '2026-11-28 11:25:12.668743', 'alternative'),
(15, 8, 'agree', 1, 'proposal', '2026-11-28 11:25:12.863616', 'alternative'),
(15, 9, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.010674', 'alternative'),
(15, 10, 'agree', 1, 'proposal', '2026-11-28 11:25:13.142050', 'alternative'),
(15, 11, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.254209', 'alternative'),
(15, 13, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.522366', 'alternative'),
(15, 14, 'agree', 1, 'proposal', '2026-11-28 11:25:13.647573', 'alternative'),
(15, 15, 'disagree', 1, 'proposal', '2026-11-28 11:25:13.785195', 'alternative'),
(15, 16, 'agree', 1, 'proposal', '2026-11-28 11:25:13.936882', 'alternative'),
(15, 17, 'disagree', 1, 'proposal', '2026-11-28 11:25:14.110263', 'alternative'),
(15, 18, 'agree', 1, 'proposal', '2026-11-28 11:25:14.582733', 'alternative'),
(15, 19, 'disagree', 1, 'proposal', '2026-11-28 11:25:15.418844', 'alternative'),
(15, 20, 'agree', 1, 'proposal', '2026-11-28 11:25:15.978885', 'alternative'),
(15, 21, 'disagree', 1, 'proposal', '2026-11-28 11:25:16.349964', 'alternative'),
(15, 22, 'agree', 1, 'proposal', '2026-11-28 11:25:16.795581', 'alternative'),
(15, 23, 'disagree', 1, 'proposal', '2026-11-28 11:25:17.142385', 'alternative'),
(15, 24, 'agree', 1, 'proposal', '2026-11-28 11:25:17.768706', 'alternative'),
(15, 25, 'disagree', 1, 'proposal', '2026-11-28 11:25:18.151826', 'alternative'),
(16, 6, 'disagree', 1, 'post 7', '2026-11-28 11:25:12.549886', 'rebuttal'),
(16, 7, 'agree', 1, 'post 7', '2026-11-28 11:25:12.684210', 'rebuttal'),
(16, 8, 'disagree', 1, 'post 7', '2026-11-28 11:25:12.877678', 'rebuttal'),
(16, 9, 'agree', 1, 'post 7', '2026-11-28 11:25:13.022966', 'rebuttal'),
(16, 10, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.153479', 'rebuttal'),
(16, 11, 'agree', 1, 'post 7', '2026-11-28 11:25:13.269064', 'rebuttal'),
(16, 12, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.401902', 'rebuttal'),
(16, 13, 'agree', 1, 'post 7', '2026-11-28 11:25:13.533267', 'rebuttal'),
(16, 14, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.662526', 'rebuttal'),
(16, 15, 'agree', 1, 'post 7', '2026-11-28 11:25:13.797408', 'rebuttal'),
(16, 16, 'disagree', 1, 'post 7', '2026-11-28 11:25:13.952993', 'rebuttal'),
(16, 17, 'agree', 1, 'post 7', '2026-11-28 11:25:14.149712', 'rebuttal'),
(16, 18, 'disagree', 1, 'post 7', '2026-11-28 11:25:14.720541', 'rebuttal'),
(16, 19, 'agree', 1, 'post 7', '2026-11-28 11:25:15.451497', 'rebuttal'),
(16, 20, 'disagree', 1, 'post 7', '2026-11-28 11:25:16.007346', 'rebuttal'),
(16, 21, 'agree', 1, 'post 7', '2026-11-28 11:25:16.389412', 'rebuttal'),
(16, 22, 'disagree', 1, 'post 7', '2026-11-28 11:25:16.821274', 'rebuttal'),
(16, 23, 'agree', 1, 'post 7', '2026-11-28 11:25:17.183517', 'rebuttal'),
(16, 24, 'disagree', 1, 'post 7', '2026-11-28 11:25:17.792275', 'rebuttal'),
(16, 25, 'agree', 1, 'post 7', '2026-11-28 11:25:18.225443', 'rebuttal'),
(17, 6, 'agree', 1, 'post 10', '2026-11-28 11:25:12.560437', 'safeguard'),
(17, 7, 'disagree', 1, 'post 10', '2026-11-28 11:25:12.700477', 'safeguard'),
(17, 8, 'agree', 1, 'post 10', '2026-11-28 11:25:12.893020', 'safeguard'),
(17, 9, 'disagree', 1, 'post 10', '2026-11-28 11:25:13.040916', 'safeguard'),
(17, 10, 'agree', 1, 'post 10', '2026-11-28 11:25:13.164190', 'safeguard'),
(17, 11, 'disagree', 1, 'post 10', '2026-11-28 11:25:13.282919', 'safeguard'),
(17, 12, 'agree', 1, 'post 10', '2026-11-28 11:25:13.414249', 'safeguard'),
(17, 14, 'agree', 1, 'post 10', '2026-11-28 11:25:13.678869', 'safeguard'),
(17, 15, 'disagree', 1, 'post 10', '2026-11-28 11:25:13.811412', 'safeguard'),
(17, 16, 'agree', 1, 'post 10', '2026-11-28 11:25:13.971793', 'safeguard'),
(17, 17, 'disagree', 1, 'post 10', '2026-11-28 11:25:14.200872', 'safeguard'),
(17, 18, 'agree', 1, 'post 10', '2026-11-28 11:25:14.887946', 'safeguard'),
(17, 19, 'disagree', 1, 'post 10', '2026-11-28 11:25:15.587206', 'safeguard'),
(17, 20, 'agree', 1, 'post 10', '2026-11-28 11:25:16.043113', 'safeguard'),
(17, 21, 'disagree', 1, 'post 10', '2026-11-28 11:25:16.424665', 'safeguard'),
(17, 22, 'agree', 1, 'post 10', '2026-11-28 11:25:16.846778', 'safeguard'),
(17, 23, 'disagree', 1, 'post 10', '2026-11-28 11:25:17.223550', 'safeguard'),
(17, 24, 'agree', 1, 'post 10', '2026-11-28 11:25:17.826990', 'safeguard'),
(17, 25, 'disagree', 1, 'post 10', '2026-11-28 11:25:18.261869', 'safeguard'),
(18, 6, 'agree', 1, 'post 8', '2026-11-28 11:25:12.573492', 'answer'),
(18, 7, 'agree', 1, 'post 8', '2026-11-28 11:25:12.721044', 'answer'),
(18, 8, 'agree', 1, 'post 8', '2026-11-28 11:25:12.914873', 'answer'),
(18, 9, 'agree', 1, 'post 8', '2026-11-28 11:25:13.054063', 'answer'),
(18, 10, 'agree', 1, 'post 8', '2026-11-28 11:25:13.175668', 'answer'),
(18, 11, 'agree', 1, 'post 8', '2026-11-28 11:25:13.295740', 'answer'),
(18, 12, 'agree', 1, 'post 8', '2026-11-28 11:25:13.425661', 'answer'),
(18, 13, 'agree', 1, 'post 8', '2026-11-28 11:25:13.545530', 'answer'),
(18, 15, 'agree', 1, 'post 8', '2026-11-28 11:25:13.823148', 'answer'),
(18, 16, 'agree', 1, 'post 8', '2026-11-28 11:25:13.985163', 'answer'),
(18, 17, 'agree', 1, 'post 8', '2026-11-28 11:25:14.234741', 'answer'),
(18, 18, 'agree', 1, 'post 8', '2026-11-28 11:25:14.907891', 'answer'),
(18, 19, 'agree', 1, 'post 8', '2026-11-28 11:25:15.625587', 'answer'),
(18, 20, 'agree', 1, 'post 8', '2026-11-28 11:25:16.075824', 'answer'),
(18, 21, 'agree', 1, 'post 8', '2026-11-28 11:25:16.446159', 'answer'),
(18, 22, 'agree', 1, 'post 8', '2026-11-28 11:25:16.870860', 'answer'),
(18, 23, 'agree', 1, 'post 8', '2026-11-28 11:25:17.333244', 'answer'),
(18, 24, 'agree', 1, 'post 8', '2026-11-28 11:25:17.864330', 'answer'),
(18, 25, 'agree', 1, 'post 8', '2026-11-28 11:25:18.294708', 'answer'),
(19, 6, 'agree', 1, 'post 11', '2026-11-28 11:25:12.584041', 'concession'),
(19, 7, 'disagree', 1, 'post 11', '2026-11-28 11:25:12.737220', 'concession'),
(19, 8, 'agree', 1, 'post 11', '2026-11-28 11:25:12.934865', 'concession'),
(19, 9, 'disagree', 1, 'post 11', '2026-11-28 11:25:13.065694', 'concession'),
(19, 10, 'agree', 1, 'post 11', '2026-11-28 11:25:13.186767', 'concession'),
(19, 11, 'disagree', 1, 'post 11', '2026-11-28 11:25:13.307340', 'concession'),
(19, 12, 'agree', 1, 'post 11', '2026-11-28 11:25:13.437403', 'concession'),
(19, 13, 'disagree', 1, 'post 11', '2026-11-28 11:25:13.556541', 'concession'),
(19, 14, 'agree', 1, 'post 11', '2026-11-28 11:25:13.692865', 'concession'),
(19, 15, 'disagree', 1, 'post 11', '2026-11-28 11:25:13.837162', 'concession'),
(19, 16, 'agree', 1, 'post 11', '2026-11-28 11:25:14.000732', 'concession'),
(19, 17, 'disagree', 1, 'post 11', '2026-11-28 11:25:14.321537', 'concession'),
(19, 18, 'agree', 1, 'post 11', '2026-11-28 11:25:14.973177', 'concession'),
(19, 19, 'disagree', 1, 'post 11', '2026-11-28 11:25:15.654716', 'concession'),
(19, 20, 'agree', 1, 'post 11', '2026-11-28 11:25:16.116227', 'concession'),
(19, 21, 'disagree', 1, 'post 11', '2026-11-28 11:25:16.588983', 'concession'),
(19, 22, 'agree', 1, 'post 11', '2026-11-28 11:25:16.903049', 'concession'),
(19, 23, 'disagree', 1, 'post 11', '2026-11-28 11:25:17.421230', 'concession'),
(19, 24, 'agree', 1, 'post 11', '2026-11-28 11:25:17.897685', 'concession'),
(19, 25, 'disagree', 1, 'post 11', '2026-11-28 11:25:18.317996', 'concession');
INSERT INTO "whereabouts" ("id", "post_id", "person_id", "created", "revision", "anchor", "agreed", "answered", "decided") VALUES
(1, 11, 8, '2026-11-28 11:25:20.193632', 2, NULL, FALSE, '2026-11-28 11:25:20.232417', '2026-11-28 11:25:20.387679');
INSERT INTO "judgements" ("claim_id", "person_id", "holds", "created") VALUES
(1, 8, FALSE, '2026-11-28 11:25:20.081488'),
(1, 9, TRUE, '2026-11-28 11:25:20.133387');
