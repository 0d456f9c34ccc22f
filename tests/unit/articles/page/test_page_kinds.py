"""Pages that are no articles, or articles of another kind, in the words of their languages."""

from __future__ import annotations

import pytest

from assets.articles.page import Unreadable, read_page

SENTENCE = "The council voted on Tuesday to close the old bridge to lorries, part {number} of the report says."
JAPANESE = "市議会は火曜日、技術者が橋脚にひび割れを見つけたことを受け、古い橋をトラック通行止めにすると決めた。"


def read(title: str, paragraphs: list[str], language: str = "en") -> str:
    """The page's kind, or the reason it is refused for."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    html = (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )
    try:
        page = read_page(html.encode(), url="https://gazette.example/a/b")
    except Unreadable as error:
        return error.reason
    return "paywalled" if "paywalled" in page.flags else page.kind


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Seite nicht gefunden", "Die angeforderte Seite existiert nicht mehr. Bitte nutzen Sie die Suche."),
        ("Página no encontrada", "La página que busca no existe. Vuelva a la portada."),
        ("Page introuvable", "La page que vous cherchez n'existe pas. Retour à l'accueil."),
        ("Pagina non trovata", "La pagina che cerchi non esiste. Torna alla home."),
        ("Página não encontrada", "A página que procura não existe. Volte ao início."),
        ("Страница не найдена", "Запрашиваемая страница не существует. Вернитесь на главную."),
        ("ページが見つかりません", "お探しのページは見つかりませんでした。トップページへお戻りください。"),
        ("Sayfa bulunamadı", "Aradığınız sayfa bulunamadı. Ana sayfaya dönün."),
        ("Nie znaleziono strony", "Strona, której szukasz, nie istnieje. Wróć na stronę główną."),
        ("Pagina niet gevonden", "De pagina die u zoekt bestaat niet. Ga terug naar de voorpagina."),
        ("الصفحة غير موجودة", "الصفحة التي تبحث عنها غير موجودة. عد إلى الصفحة الرئيسية."),
        (
            "Datenschutz-Einstellungen",
            "Wir und unsere Partner verarbeiten personenbezogene Daten mit Cookies. Mit Ihrer Einwilligung stimmen Sie zu, dass Cookies gesetzt werden. Sie können die Zustimmung widerrufen.",
        ),
        (
            "Votre vie privée",
            "Nous et nos partenaires utilisons des cookies pour traiter vos données personnelles. Votre consentement est nécessaire pour continuer. Acceptez les cookies ou abonnez-vous.",
        ),
        (
            "Su privacidad",
            "Nosotros y nuestros socios usamos cookies para tratar datos personales. Su consentimiento es necesario para continuar. Acepte las cookies o suscríbase.",
        ),
        (
            "La tua privacy",
            "Noi e i nostri partner usiamo i cookie per trattare dati personali. Il tuo consenso è necessario per continuare. Accetta i cookie o abbonati.",
        ),
        (
            "Twoja prywatność",
            "My i nasi partnerzy używamy plików cookie do przetwarzania danych osobowych. Twoja zgoda jest konieczna. Zaakceptuj pliki cookie, aby przejść dalej.",
        ),
    ],
)
def test_wall_and_error_are_refused_in_every_language(title: str, text: str) -> None:
    """A page in an article's place became an article where its words were not English or German."""
    assert read(title, [text]) in {"error_page", "consent_wall"}


@pytest.mark.parametrize(
    "title",
    [
        "Guerra en directo: última hora",
        "EN DIRECT - Le pont fermé",
        "Ponte chiuso, la diretta",
        "Мост закрыт. Онлайн-трансляция",
        "CANLI | Köprü kapandı",
        "Bridge closed – live updates",
    ],
)
def test_live_blog_is_told_by_its_title(title: str) -> None:
    """A live blog is many reports under one title, so its counts are of many moments."""
    assert read(title, [SENTENCE.format(number=number) for number in range(12)]) == "live_blog"


@pytest.mark.parametrize(
    "title",
    ["Live music returns to the harbour", "Directo al corazón: el nuevo disco", "Page not found: how the web forgets"],
)
def test_title_with_such_a_word_is_an_articles(title: str) -> None:
    """A word of a notice in a headline makes no notice of a long article."""
    assert read(title, [SENTENCE.format(number=number) for number in range(12)]) == "article"


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to continue reading this article.",
        "Jetzt weiterlesen mit dem Abo.",
        "Cet article est réservé aux abonnés.",
        "Conteúdo exclusivo para assinantes.",
        "Dit artikel is alleen voor abonnees.",
        "Logga in för att läsa hela artikeln.",
        "Artykuł dostępny tylko dla prenumeratorów.",
        "Материал доступен только по подписке.",
        "この記事は有料会員限定です。",
        "이 기사는 유료회원 전용입니다.",
        "Bu içerik sadece abonelere özeldir.",
    ],
)
def test_paywall_is_told_by_its_words(wall: str) -> None:
    """Half an article that passes for the whole."""
    assert read("The bridge is closed to lorries", [SENTENCE.format(number=1), wall]) == "paywalled"


def test_article_without_spaces_between_words_is_no_stub() -> None:
    """Every article in Japanese, Chinese and Thai had fewer words than a stub."""
    assert read("古い橋を通行止めに", [f"{JAPANESE}{number}" for number in range(6)], "ja") == "article"
    assert read("古い橋を通行止めに", [JAPANESE], "ja") == "stub"
