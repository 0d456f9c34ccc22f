"""Pages in many languages and scripts that carry no metadata: what a reader sees is all there is.

Each language has its headline with the site's name, byline, date line, two paragraphs and a line that leads elsewhere.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from assets.articles.page import Page, read_page

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Written(NamedTuple):
    """What a page of one language shows, and what is to be read off it."""

    language: str
    page_title: str
    title: str
    byline: str
    author: str
    date_line: str
    first: str
    second: str
    furniture: str


WRITTEN = [
    Written(
        "ar",
        "فيضانات تضرب الميناء القديم | صحيفة الساحل",
        "فيضانات تضرب الميناء القديم",
        "بقلم: سامي الحداد",
        "سامي الحداد",
        "نُشر في: 5 مايو 2026 - 14:30",
        "أدت أمطار غزيرة إلى إغلاق الميناء القديم صباح الثلاثاء، وقال مسؤولون إن ثلاثة أشخاص أصيبوا بجروح طفيفة.",
        "وأضاف رئيس البلدية أن فرق الإنقاذ عملت طوال الليل لضخ المياه من الشوارع القريبة.",
        "اقرأ أيضا: خطة جديدة لتوسيع الطريق الساحلي",
    ),
    Written(
        "he",
        "הצפות בנמל הישן - חדשות החוף",
        "הצפות בנמל הישן",
        "מאת דנה לוי",
        "דנה לוי",
        "פורסם: 5 במאי 2026, 14:30",
        "גשמים כבדים גרמו לסגירת הנמל הישן ביום שלישי בבוקר, ושלושה בני אדם נפצעו קל.",
        "ראש העיר אמרה כי צוותי ההצלה עבדו כל הלילה כדי לשאוב את המים מהרחובות הסמוכים.",
        "קראו גם: תוכנית חדשה להרחבת כביש החוף",
    ),
    Written(
        "fa",
        "سیل در بندر قدیمی - روزنامه ساحل",
        "سیل در بندر قدیمی",
        "نویسنده: مریم رضایی",
        "مریم رضایی",
        "تاریخ انتشار: ۱۵ اردیبهشت ۱۴۰۵ - ۱۴:۳۰",
        "باران شدید صبح سه\u200cشنبه باعث بسته شدن بندر قدیمی شد و سه نفر زخمی شدند.",
        "شهردار گفت گروه\u200cهای امداد تمام شب برای خارج کردن آب از خیابان\u200cهای اطراف کار کردند.",
        "بیشتر بخوانید: طرح تازه برای جاده ساحلی",
    ),
    Written(
        "hi",
        "पुराने बंदरगाह में बाढ़ | तट समाचार",
        "पुराने बंदरगाह में बाढ़",
        "लेखक: अनिल शर्मा",
        "अनिल शर्मा",
        "प्रकाशित: 5 मई 2026, 02:30 PM",
        "मंगलवार सुबह भारी बारिश के कारण पुराना बंदरगाह बंद कर दिया गया और तीन लोग घायल हुए।",
        "महापौर ने कहा कि बचाव दल ने पूरी रात सड़कों से पानी निकालने का काम किया।",
        "यह भी पढ़ें: तटीय सड़क की नई योजना",
    ),
    Written(
        "bn",
        "পুরোনো বন্দরে বন্যা | উপকূল সংবাদ",
        "পুরোনো বন্দরে বন্যা",
        "লেখক: রহিম উদ্দিন",
        "রহিম উদ্দিন",
        "প্রকাশ: ০৫ মে ২০২৬, ১৪:৩০",
        "মঙ্গলবার সকালে ভারী বৃষ্টির কারণে পুরোনো বন্দর বন্ধ করে দেওয়া হয় এবং তিনজন আহত হন।",
        "মেয়র বলেন, উদ্ধারকর্মীরা সারা রাত রাস্তা থেকে পানি সরানোর কাজ করেছেন।",
        "আরও পড়ুন: উপকূলীয় সড়কের নতুন পরিকল্পনা",
    ),
    Written(
        "ta",
        "பழைய துறைமுகத்தில் வெள்ளம் | கரை செய்திகள்",
        "பழைய துறைமுகத்தில் வெள்ளம்",
        "எழுதியவர்: முருகன் செல்வம்",
        "முருகன் செல்வம்",
        "5 மே 2026",
        "செவ்வாய்க்கிழமை காலை பெய்த கனமழையால் பழைய துறைமுகம் மூடப்பட்டது, மூன்று பேர் காயமடைந்தனர்.",
        "மீட்புக் குழுவினர் இரவு முழுவதும் தெருக்களில் இருந்து நீரை அகற்றினர் என்று மேயர் கூறினார்.",
        "மேலும் படிக்க: கடற்கரைச் சாலைத் திட்டம்",
    ),
    Written(
        "th",
        "น้ำท่วมท่าเรือเก่า | ข่าวชายฝั่ง",
        "น้ำท่วมท่าเรือเก่า",
        "โดย สมชาย ใจดี",
        "สมชาย ใจดี",
        "เผยแพร่: 5 พฤษภาคม 2569 14:30 น.",
        "ฝนตกหนักทำให้ต้องปิดท่าเรือเก่าเมื่อเช้าวันอังคาร และมีผู้ได้รับบาดเจ็บสามคน นายกเทศมนตรีกล่าวกับผู้สื่อข่าว",
        "นายกเทศมนตรีกล่าวว่าทีมกู้ภัยทำงานตลอดทั้งคืนเพื่อสูบน้ำออกจากถนนที่อยู่ใกล้เคียง",
        "อ่านเพิ่มเติม: แผนใหม่สำหรับถนนเลียบชายฝั่ง",
    ),
    Written(
        "ja",
        "旧港で浸水、3人けが｜海岸新聞",
        "旧港で浸水、3人けが",
        "文・山田太郎",
        "山田太郎",
        "2026年5月5日 14時30分",
        "5日朝の大雨で旧港が閉鎖され、3人が軽いけがをした。市の担当者が明らかにした。",
        "市長は、救助隊が夜通しで周辺の道路から水をくみ出したと述べた。",
        "続きを読む",
    ),
    Written(
        "zh",
        "旧港口被淹三人受伤_海岸新闻网",
        "旧港口被淹三人受伤",
        "作者：李小明",
        "李小明",
        "2026年05月05日 14:30 来源：海岸新闻网",
        "周二早晨的大雨导致旧港口关闭，三人受轻伤，市政府官员表示情况已得到控制。",
        "市长说，救援人员整夜工作，从附近的街道抽水。",
        "相关阅读：海岸公路新规划",
    ),
    Written(
        "zh",
        "舊港淹水三人受傷 - 海岸日報",
        "舊港淹水三人受傷",
        "記者陳大文／台北報導",
        "陳大文",
        "2026/05/05 14:30",
        "週二早上的大雨導致舊港關閉，三人輕傷，市府官員表示情況已受控制。",
        "市長說，救援人員整夜工作，從附近的街道抽水。",
        "延伸閱讀：海岸公路新規劃",
    ),
    Written(
        "ko",
        "옛 항구 침수, 3명 부상 - 해안일보",
        "옛 항구 침수, 3명 부상",
        "김민수 기자",
        "김민수",
        "입력 2026.05.05 14:30",
        "화요일 아침 폭우로 옛 항구가 폐쇄되고 3명이 다쳤다고 시 관계자가 밝혔다.",
        "시장은 구조대가 밤새 인근 도로에서 물을 퍼냈다고 말했다.",
        "관련기사: 해안도로 새 계획",
    ),
    Written(
        "vi",
        "Cảng cũ ngập nặng, ba người bị thương - Báo Bờ Biển",
        "Cảng cũ ngập nặng, ba người bị thương",
        "Tác giả: Nguyễn Văn An",
        "Nguyễn Văn An",
        "Thứ ba, 5/5/2026, 14:30 (GMT+7)",
        "Mưa lớn sáng thứ Ba đã khiến cảng cũ phải đóng cửa và ba người bị thương nhẹ, theo chính quyền thành phố.",
        "Thị trưởng cho biết các đội cứu hộ làm việc suốt đêm để bơm nước khỏi các con phố lân cận.",
        "Xem thêm: Kế hoạch mới cho đường ven biển",
    ),
    Written(
        "tr",
        "Eski limanda su baskını - Sahil Gazetesi",
        "Eski limanda su baskını",
        "Haber: Ayşe Yılmaz",
        "Ayşe Yılmaz",
        "Giriş: 05.05.2026 - 14:30 Güncelleme: 06.05.2026 - 09:10",
        "Salı sabahı etkili olan şiddetli yağmur nedeniyle eski liman kapatıldı, üç kişi hafif yaralandı.",
        "Belediye başkanı, kurtarma ekiplerinin bütün gece yakındaki sokaklardan su tahliye ettiğini söyledi.",
        "İlgili haber: Sahil yolu için yeni plan",
    ),
    Written(
        "el",
        "Πλημμύρες στο παλιό λιμάνι | Τα Νέα της Ακτής",
        "Πλημμύρες στο παλιό λιμάνι",
        "Γράφει ο Νίκος Παπαδάκης",
        "Νίκος Παπαδάκης",
        "Δημοσίευση: 5 Μαΐου 2026, 14:30",
        "Ισχυρές βροχές έκλεισαν το παλιό λιμάνι το πρωί της Τρίτης και τρεις άνθρωποι τραυματίστηκαν ελαφρά.",
        "Η δήμαρχος είπε ότι τα συνεργεία διάσωσης δούλευαν όλη τη νύχτα για να αντλήσουν τα νερά από τους δρόμους.",
        "Διαβάστε επίσης: Νέο σχέδιο για τον παραλιακό δρόμο",
    ),
    Written(
        "uk",
        "Повінь у старому порту - Новини узбережжя",
        "Повінь у старому порту",
        "Автор: Олена Коваль",
        "Олена Коваль",
        "5 травня 2026, 14:30",
        "Сильні дощі у вівторок вранці змусили закрити старий порт, троє людей зазнали легких поранень.",
        "Міська голова повідомила, що рятувальники всю ніч відкачували воду з прилеглих вулиць.",
        "Читайте також: Новий план прибережної дороги",
    ),
    Written(
        "pl",
        "Powódź w starym porcie - Gazeta Wybrzeża",
        "Powódź w starym porcie",
        "Autorka: Anna Kowalska",
        "Anna Kowalska",
        "Data publikacji: 5 maja 2026, 14:30",
        "Ulewne deszcze we wtorek rano doprowadziły do zamknięcia starego portu, trzy osoby zostały lekko ranne.",
        "Burmistrz powiedziała, że ratownicy przez całą noc wypompowywali wodę z pobliskich ulic.",
        "Zobacz także: Nowy plan drogi nadmorskiej",
    ),
    Written(
        "fi",
        "Vanha satama tulvi | Rannikon Sanomat",
        "Vanha satama tulvi",
        "Teksti: Matti Virtanen",
        "Matti Virtanen",
        "Julkaistu 5.5.2026 klo 14.30",
        "Rankkasateet sulkivat vanhan sataman tiistaiaamuna, ja kolme ihmistä loukkaantui lievästi.",
        "Pormestarin mukaan pelastajat pumppasivat vettä läheisiltä kaduilta koko yön.",
        "Lue myös: Rantatien uusi suunnitelma",
    ),
    Written(
        "hu",
        "Elöntötte a víz a régi kikötőt - Parti Hírek",
        "Elöntötte a víz a régi kikötőt",
        "Szerző: Nagy Éva",
        "Nagy Éva",
        "Megjelent: 2026. május 5. 14:30",
        "A heves esőzések miatt kedden reggel lezárták a régi kikötőt, hárman könnyebben megsérültek.",
        "A polgármester szerint a mentők egész éjjel szivattyúzták a vizet a környező utcákból.",
        "Olvasta már? Új terv a parti útra",
    ),
    Written(
        "id",
        "Pelabuhan Lama Banjir, Tiga Orang Terluka - Koran Pesisir",
        "Pelabuhan Lama Banjir, Tiga Orang Terluka",
        "Penulis: Budi Santoso",
        "Budi Santoso",
        "Selasa, 5 Mei 2026 14:30 WIB",
        "Hujan deras pada Selasa pagi membuat pelabuhan lama ditutup dan tiga orang terluka ringan, kata pejabat kota.",
        "Wali kota mengatakan tim penyelamat bekerja sepanjang malam memompa air dari jalan di sekitarnya.",
        "Baca juga: Rencana baru jalan pesisir",
    ),
    Written(
        "sw",
        "Bandari ya zamani yafurika | Habari za Pwani",
        "Bandari ya zamani yafurika",
        "Na Juma Mwangi",
        "Juma Mwangi",
        "Jumanne, Mei 05, 2026",
        "Mvua kubwa ilisababisha bandari ya zamani kufungwa Jumanne asubuhi na watu watatu kujeruhiwa kidogo.",
        "Meya alisema vikosi vya uokoaji vilifanya kazi usiku kucha kutoa maji katika mitaa ya karibu.",
        "Soma pia: Mpango mpya wa barabara ya pwani",
    ),
    Written(
        "ka",
        "წყალდიდობა ძველ პორტში - სანაპირო",
        "წყალდიდობა ძველ პორტში",
        "ავტორი: ნინო ბერიძე",
        "ნინო ბერიძე",
        "5 მაისი, 2026",
        "ძლიერი წვიმის გამო სამშაბათს დილით ძველი პორტი დაიხურა და სამი ადამიანი მსუბუქად დაშავდა.",
        "მერმა თქვა, რომ მაშველები მთელი ღამე წყალს ახლომდებარე ქუჩებიდან ტუმბავდნენ.",
        "წაიკითხეთ ასევე: სანაპირო გზის ახალი გეგმა",
    ),
    Written(
        "hy",
        "Հեղեղում հին նավահանգստում - Ափ",
        "Հեղեղում հին նավահանգստում",
        "Հեղինակ՝ Անի Պետրոսյան",
        "Անի Պետրոսյան",
        "5 մայիսի, 2026",
        "Հորդառատ անձրևի պատճառով երեքշաբթի առավոտյան փակվեց հին նավահանգիստը, երեք մարդ թեթև վիրավորվեց։",
        "Քաղաքապետն ասաց, որ փրկարարները ամբողջ գիշեր ջուր էին մղում մոտակա փողոցներից։",
        "Կարդացեք նաև՝ Ափամերձ ճանապարհի նոր ծրագիրը",
    ),
    Written(
        "am",
        "በአሮጌው ወደብ ጎርፍ | የባህር ዳር ዜና",
        "በአሮጌው ወደብ ጎርፍ",
        "በ አበበ ከበደ",
        "አበበ ከበደ",
        "ሜይ 5, 2026",
        "ማክሰኞ ጠዋት በጣለው ከባድ ዝናብ አሮጌው ወደብ ተዘግቷል፤ ሦስት ሰዎችም ቀላል ጉዳት ደርሶባቸዋል።",
        "ከንቲባዋ የነፍስ አድን ቡድኖች ሌሊቱን ሙሉ ከአቅራቢያ መንገዶች ውሃ ሲያወጡ ነበር ብለዋል።",
        "",
    ),
]


def bare(written: Written) -> str:
    """A page of plain blocks."""
    return (
        f'<!DOCTYPE html><html lang="{written.language}"><head><meta charset="utf-8"><title>{written.page_title}</title></head>'
        f'<body><nav><a href="/">1</a> <a href="/a">2</a></nav><div><h1>{written.title}</h1>'
        f"<div>{written.byline}</div><div>{written.date_line}</div>"
        f"<p>{written.first}</p><p>{written.furniture}</p><p>{written.second}</p></div></body></html>"
    )


def labelled(written: Written) -> str:
    """A page whose markup says what is byline, date and text, and whose shared title carries the site's name."""
    return (
        f'<!DOCTYPE html><html lang="{written.language}"><head><meta charset="utf-8"><title>{written.page_title}</title>'
        f'<meta property="og:title" content="{written.page_title}"></head><body><article><h1>{written.title}</h1>'
        f'<div class="meta"><span class="author">{written.byline}</span> <span class="date">{written.date_line}</span></div>'
        f'<div class="article-body"><p>{written.first}</p><p>{written.furniture}</p><p>{written.second}</p></div></article>'
        "</body></html>"
    )


def read(html: str) -> Page:
    return read_page(html.encode(), url="https://kueste.example/2/a", now=NOW)


@pytest.mark.parametrize("made", [bare, labelled])
@pytest.mark.parametrize("written", WRITTEN, ids=lambda one: one.language)
def test_page_is_read_in_its_own_language(written: Written, made: object) -> None:
    """Words and signs of one language in the rules lose author, day or title of all others."""
    page = read(made(written))  # type: ignore[operator]
    assert page.title == written.title
    assert page.authors == (written.author,)
    assert page.published_at is not None
    local = page.published_at + timedelta(minutes=page.published_offset_minutes or 0)
    assert local.date().isoformat() == "2026-05-05"
    assert page.language == written.language
    assert page.text == f"{written.first}\n\n{written.second}"


@pytest.mark.parametrize("written", [one for one in WRITTEN if one.furniture], ids=lambda one: one.language)
def test_what_is_taken_out_is_kept_beside_the_text(written: Written) -> None:
    """A line that a rule takes for the page's must not be lost."""
    assert written.furniture in read(bare(written)).left_out


def test_editor_does_not_take_the_place_of_the_stated_author() -> None:
    """Chinese pages name the responsible editor at the end, beside the author whom their metadata state."""
    html = """<html lang="zh"><head><meta charset="utf-8"><script type="application/ld+json">
        {"@type": "NewsArticle", "headline": "旧港口被淹三人受伤", "author": {"@type": "Person", "name": "李小明"}}</script></head>
        <body><article><h1>旧港口被淹三人受伤</h1><p>周二早晨的大雨导致旧港口关闭，三人受轻伤，市政府官员表示情况已得到控制。</p>
        <p>市长说，救援人员整夜工作，从附近的街道抽水。</p><p>责任编辑：王芳</p></article></body></html>"""
    assert read(html).authors == ("李小明",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("کتاب تازه درباره بندر منتشر شد", "a caseless headline of a few words is no name"),
        ("أخبار المدينة", "nor is a section"),
        ("พยากรณ์อากาศ วันนี้", "nor a forecast"),
    ],
)
def test_words_without_capitals_are_no_author_by_themselves(line: str, reason: str) -> None:
    """Scripts without capitals give no sign that two words are a name."""
    html = f"""<html><head><meta charset="utf-8"></head><body><h1>سیل در بندر قدیمی</h1><div>{line}</div>
        <p>باران شدید صبح سه‌شنبه باعث بسته شدن بندر قدیمی شد و سه نفر زخمی شدند.</p>
        <p>شهردار گفت گروه‌های امداد تمام شب برای خارج کردن آب از خیابان‌ها کار کردند.</p></body></html>"""
    assert read(html).authors == (), reason
