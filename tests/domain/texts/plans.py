"""Plans of towns that do not exist, each in a language of another kind of writing, as passages to be revised."""

from __future__ import annotations

from deliberate.domain.texts.passages import Passage, PassageKind, anchored

# A line is a passage: '#' before headings, '-' before items, cells between bars.
_GERMAN = """
# Der Stadtpark
Der Stadtpark wird bis zum Frühjahr neu bepflanzt. Die alten Linden bleiben stehen, weil sie den Spielplatz beschatten.
Hunde sind im ganzen Park an der Leine zu führen, auch am frühen Morgen und im Winter.
- Am Teich entsteht ein Steg aus Lärchenholz, der auch mit Rollstühlen befahren werden kann.
- Die Wege erhalten eine wassergebundene Decke; Asphalt wird nur an den Einfahrten verwendet.
# Kosten
Die Arbeiten kosten achthunderttausend Euro. Die Hälfte davon zahlt das Land, den Rest trägt die Gemeinde allein.
Werden die Kosten um mehr als ein Zehntel überschritten, entscheidet der Rat erneut über den zweiten Bauabschnitt.
# Beteiligung
Jede Bewohnerin und jeder Bewohner kann bis Ende März Einwände erheben, schriftlich oder in der Bürgersprechstunde.
Über die Einwände berichtet das Gartenamt öffentlich, bevor die ersten Bäume gefällt werden.
| Straße | Bäume | Bänke |
| Mühlweg | 14 | 3 |
| Am Anger | 9 | 5 |
| Uferstraße | 22 | 8 |
"""
_CHINESE = """
# 河岸改造方案
市政府计划在两年内整修河岸。现有的柳树全部保留，新的步道沿着水边铺设。
河岸上禁止停放汽车，但是送货的车辆每天早上七点以前可以进入。
- 在旧码头建一座图书馆，一楼向所有居民开放，晚上九点关门。
- 学校附近的路口增设人行横道，并安装会发出声音的信号灯。
# 费用
工程的总费用为四千万元，其中一半由省里承担，其余由市里在三年之内支付。
如果费用超过预算百分之十，必须由市议会重新表决，否则第二期工程不得开始。
# 意见
居民可以在三月底以前提出意见，书面的或者在公开的会议上口头说明都可以。
负责的部门应当公布每一条意见以及对它的答复，然后才能砍伐树木。
| 街道 | 树木 | 长椅 |
| 东门街 | 十四 | 三 |
| 南湖路 | 九 | 五 |
| 西山巷 | 二十二 | 八 |
"""
_JAPANESE = """
# 駅前広場の計画
市は駅前の広場を二年かけて作り直します。古い桜の木は切らずに残し、その下にベンチを置きます。
広場に自動車を止めることはできませんが、荷物を運ぶ車は朝七時まで入ることができます。
- 北口に自転車を五百台止められる場所を作り、最初の二時間は無料にします。
- バス停には屋根をつけ、雨の日でも濡れずに電車から乗り換えられるようにします。
# 費用
工事には三十億円がかかり、その半分は県が出し、残りは市が五年に分けて払います。
費用が予算を一割より多く超えたときは、市議会がもう一度決めなければなりません。
# 意見
住民は三月の終わりまでに意見を出すことができます。手紙でも、説明会で話してもかまいません。
担当の課はすべての意見とそれに対する答えを公開してから、工事を始めます。
| 町 | 木 | ベンチ |
| 緑町 | 十四 | 三 |
| 港町 | 九 | 五 |
| 本町 | 二十二 | 八 |
"""
_THAI = """
# แผนปรับปรุงตลาดเก่า
เทศบาลจะปรับปรุงตลาดเก่าภายในสองปี ต้นไม้ใหญ่ริมคลองทุกต้นจะคงไว้ และทางเดินใหม่จะสร้างเลียบน้ำ
ห้ามจอดรถยนต์ในบริเวณตลาด แต่รถส่งของเข้าได้ก่อนเจ็ดโมงเช้าของทุกวัน
- สร้างห้องสมุดที่ท่าเรือเดิม ชั้นล่างเปิดให้ทุกคนใช้จนถึงสามทุ่ม
- ติดตั้งสัญญาณไฟที่มีเสียงตรงทางแยกใกล้โรงเรียน เพื่อให้คนตาบอดข้ามถนนได้
# ค่าใช้จ่าย
งานทั้งหมดใช้เงินสี่สิบล้านบาท ครึ่งหนึ่งมาจากจังหวัด ที่เหลือเทศบาลจ่ายภายในสามปี
ถ้าค่าใช้จ่ายเกินงบประมาณมากกว่าหนึ่งในสิบ สภาต้องลงมติใหม่ก่อนเริ่มงานระยะที่สอง
# ความคิดเห็น
ชาวบ้านเสนอความคิดเห็นได้จนถึงสิ้นเดือนมีนาคม จะเขียนมาหรือมาพูดในที่ประชุมก็ได้
หน่วยงานต้องเปิดเผยความคิดเห็นทุกข้อพร้อมคำตอบ แล้วจึงตัดต้นไม้ได้
| ถนน | ต้นไม้ | ม้านั่ง |
| ถนนวัดเหนือ | สิบสี่ | สาม |
| ถนนริมคลอง | เก้า | ห้า |
| ถนนสถานีรถไฟ | ยี่สิบสอง | แปด |
"""
_HINDI = """
# नदी किनारे की योजना
नगर दो वर्षों में नदी के किनारे की मरम्मत करेगा। पुराने पेड़ नहीं काटे जाएँगे और पानी के साथ एक नया रास्ता बनेगा।
किनारे पर गाड़ियाँ खड़ी करना मना है, पर सामान लाने वाली गाड़ियाँ सुबह सात बजे तक आ सकती हैं।
- पुराने घाट पर एक पुस्तकालय बनेगा, जिसकी निचली मंज़िल रात नौ बजे तक सबके लिए खुली रहेगी।
- विद्यालय के पास के चौराहे पर आवाज़ देने वाली बत्ती लगेगी ताकि दृष्टिहीन लोग सड़क पार कर सकें।
# लागत
पूरे काम पर चार करोड़ रुपये लगेंगे, जिनमें से आधे राज्य देगा और बाकी नगर तीन वर्षों में चुकाएगा।
यदि लागत अनुमान से दसवें हिस्से से अधिक बढ़ती है तो परिषद को दूसरा चरण शुरू होने से पहले फिर से मतदान करना होगा।
# सुझाव
निवासी मार्च के अंत तक सुझाव दे सकते हैं, चाहे लिखकर या खुली बैठक में बोलकर।
विभाग हर सुझाव और उसका उत्तर प्रकाशित करेगा, उसके बाद ही पेड़ काटे जा सकेंगे।
| सड़क | पेड़ | बेंच |
| मंदिर मार्ग | चौदह | तीन |
| घाट रोड | नौ | पाँच |
| स्टेशन रोड | बाईस | आठ |
"""
_KINDS = {"#": (PassageKind.HEADING, 1), "-": (PassageKind.ITEM, 1), "|": (PassageKind.TABLE, 0)}


def _passage(line: str) -> Passage:
    kind, level = _KINDS.get(line[0], (PassageKind.PARAGRAPH, 0))
    return Passage("", kind, level, line.strip("#-| "))


def _passages(lines: str) -> list[Passage]:
    return anchored(map(_passage, lines.strip().splitlines()))


PLANS = {
    language: _passages(lines)
    for language, lines in [
        ("German", _GERMAN),
        ("Chinese", _CHINESE),
        ("Japanese", _JAPANESE),
        ("Thai", _THAI),
        ("Hindi", _HINDI),
    ]
}
