// One sign for each label and status, drawn in a square of 16, stroked unless the name says otherwise.

export const LABEL_ICONS = {
  proposal: "M4 2h6l3 3v9H4zM9.5 2v4H13M6 8.5h5M6 11h5",
  section: "M3 4h10M3 8h10M3 12h6",
  support: "M3 9l3.5 4L13 4",
  objection: "M8 2.5v7M8 12.5v1",
  condition: "M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9z",
  alternative: "M3 8h4l5-5M7 8l5 5M9.5 3H12v2.5M9.5 13H12v-2.5",
  amendment: "M3 13l1-3.5L11 2.5l2.5 2.5-7 7zM9.5 4L12 6.5",
  question: "M5.5 5.5a2.5 2.5 0 1 1 3.7 2.2C8.3 8.2 8 8.7 8 10M8 12.5v1",
  answer: "M3 4v4h9M9 5l3 3-3 3",
  rebuttal: "M4 4l8 8M12 4l-8 8",
  safeguard: "M8 2l5 2v4c0 3-2 5-5 6.5C5 13 3 11 3 8V4z",
  concession: "M4 14V2.5h8L9.5 5.5 12 8.5H4",
  evidence: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3L14 14M5 7h4M7 5v4",
  "counter-evidence": "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3L14 14M5 7h4",
  comment: "M2.5 3.5h11v7H8l-3 3v-3H2.5z",
};

export const STATUS_ICONS = {
  open: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
  contested: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM8 3v10M9.5 4v8M11 5v6M12.3 6.5v3",
  answered: "M3 8.5l3.5 4L13 4",
  conceded: "M4 14V2.5h8L9.5 5.5 12 8.5H4",
  addressed: "M3 13l1-3.5L11 2.5l2.5 2.5-7 7z",
  resolved: "M1 8.5l3 4L9.5 5M7.5 11.5l1 1L15 4",
};
