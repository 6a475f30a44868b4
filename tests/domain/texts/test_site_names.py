from __future__ import annotations

import pytest

from deliberate.domain.texts import names

SPEAKING = """
Mysysadmin
admin
Móderator
M0derator
модератор
модератоp
МОДЕРАТОР
mоderator
Μoderator
ｍｏｄｅｒａｔｏｒ
adm1n
4dmin
Adm!n
m.o.d.e.r.a.t.o.r
M O D E R A T O R
the moderators
Moderator Ada
Ada (moderator)
moderator2
admin1
SiteAdmin
AdminBen
Deliberate
deliberate team
system
SYSTEM
5ystem
sy5tem
Система
админ
Администратор
administrateur
modérateur
管理员
管理员小王
系统
مشرف
المشرف
الإدارة
관리자
rnoderator
m0d3r4t0r
Moderаtor
ꮇoderator
MODERАТОR
editor
The Editors
a reader
Staff!
official support
мoderatoг
moderat0r
ADMlN
admın
αdmin
Admιn
ᴀᴅᴍɪɴ
aƊmin
𝖆𝖉𝖒𝖎𝖓
ⓐⓓⓜⓘⓝ
adrnin
m̲oderator
mo̷derator
Amoderator
moderator.
_admin_
mod1
ModTeam
modteam
siteadmin
siteadmin2
Deleted User
sysop
modɛrator
modərator
m○derator
もでれーたー
أدمن
אדמין
ადმინისტრატორი
մոդերատոր
অ্যাডমিন
நிர்வாகி
แอดมิน
एडमिन
Quản trị viên
Ylläpitäjä
Správce
Moderação
管理員
版主
διαχειριστής
ΔΙΑΧΕΙΡΙΣΤΗΣ
ᴀᴅᴍɪɴ
"""
PEOPLE = """
Ada
Ada Lovelace
José
Ян
王芳
O'Brien-Smith
R2
Иван
محمد
Łukasz
O'Brien
Mo
Ed
Pervez Musharraf
Modeste
Botanic Sally
Theroots
Supportive Sue
Teamwork
Administratia Popescu
پرویز مشرف
Edgar Guest
Badminton Fan
Бадминтон
John Root
Adam
Ada Minton
Modesta
Adminka Pol
Nguyễn Văn An
김민준
たなか
தமிழ்
नरेन्द्र
สมชาย
Müller
Renée
D'Angelo
Jean-Luc
李管
Ольга
Иван Модератов
Site Ember
Teamer
Anonyma
Stafford
Supporta
Visitora
Person 1
Person I
Person L
guest 12 of all
Guest 1 of all
Hall 7
Member 3
author
member
"""


@pytest.mark.parametrize("name", SPEAKING.strip().splitlines())
def test_case_web_18_nobody_speaks_as_the_site_does_in_any_script_or_spelling(name: str) -> None:
    why = names.refusal(names.tidy(name))
    assert str(why) == "This name is kept for the site itself. Choose another one."


@pytest.mark.parametrize("name", PEOPLE.strip().splitlines())
def test_people_everywhere_keep_their_names(name: str) -> None:
    assert names.refusal(names.tidy(name)) is None
