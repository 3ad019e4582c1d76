"""What pages that are no article say of themselves, in the languages of the press and some of its neighbours."""

import re

_ANY = re.IGNORECASE

ERROR_TITLE = re.compile(
    r"^\W*(?:http\s*)?(?:error|erreur|fehler|errore|erro|خطأ|ошибка|hata|fout|σφάλμα|错误)\W*(?:n°\s*)?[45]\d\d(?!\d)|"
    r"^\W*(?:http\s*)?(?:40[0134]|410|429|50[0234])(?:\W*$|\s*[-–—|:!.]|\s+(?:error|erreur|not|page|forbidden|"
    r"service|bad|internal|gateway|unauthorized|seite|página|pagina|gone|too)\b)|"
    r"\b404\W*(?:$|error|erreur|fehler|page|not|seite|página|pagina)|(?:error|erreur|fehler|errore|erro)\s+404\b|"
    r"\bpage (?:not found|introuvable|non trouvée|inexistante|doesn.t exist|no longer (?:exists|available))|"
    r"^\W*(?:oops|ups|hoppla)\W|^not found\b|\b(?:page|cette adresse) n['’]existe (?:pas|plus)|"
    r"contenu (?:introuvable|indisponible)|content (?:is )?(?:unavailable|not available)\W*$|"
    r"article (?:introuvable|not found|supprimé)|accès (?:refusé|interdit)|access (?:denied|forbidden)|^forbidden\b|"
    r"service unavailable|bad gateway|internal server error|site (?:en )?maintenance|under maintenance|"
    r"^just a moment|are you a (?:robot|human)|attention required|checking your browser|verify(?:ing)? you are human|"
    r"security check|p[áa]gina (?:no (?:encontrada|existe|disponible)|n[ãa]o (?:encontrada|existe)|non trovata)|"
    r"seite (?:wurde )?nicht gefunden|seite existiert nicht|pagina niet gevonden|niet gevonden$|"
    r"strona nie (?:została znaleziona|istnieje)|nie znaleziono strony|страница не найдена|не найдена?$|"
    r"sayfa bulunamadı|η σελίδα δεν βρέθηκε|页面不存在|找不到(?:该)?(?:页面|网页)|页面未找到|"
    r"(?:الصفحة|المقال|الصفحه|المحتوى)\s*(?:المطلوبة\s*|المطلوب\s*|التي [^.]{1,40})?غير موجود|لم يتم العثور|"
    r"صفحة غير موجودة|الصفحة المطلوبة|صفحه (?:مورد نظر )?یافت نشد|غير متوفرة?$",
    _ANY,
)
ERROR_TEXT = re.compile(
    r"(?:page|article|content|link)\s(?:\w+\s){0,6}?(?:(?:could not|cannot|can't|can’t) be found|(?:no longer|does not|"
    r"doesn't|doesn’t) exist|was not found|has been (?:removed|deleted|moved))|we (?:couldn't|couldn’t|can't) find "
    r"(?:the|that|this) page|(?:page|article|contenu) (?:que vous (?:cherchez|recherchez|demandez)|demandée?) "
    r"(?:n['’]existe|est introuvable|a été)|n['’]existe (?:pas|plus) ou a été|"
    r"la p[áa]gina que (?:buscas?|está buscando|solicit[aó]\w*)|"
    r"(?:die|diese) (?:von ihnen )?(?:angeforderte|gewünschte|gesuchte) seite|"
    r"a p[áa]gina que (?:procura|você)|la pagina (?:richiesta|che (?:cerchi|stai cercando))|"
    r"الصفحة التي (?:تبحث|طلبت|تحاول)|запрашиваем\w+ страниц|enable javascript and cookies to continue",
    _ANY,
)
CONSENT_TITLE = re.compile(
    r"^before you continue|^avant d['’](?:accéder|aller|continuer)|^bevor sie fortfahren|^antes de continuar|"
    r"^prima di continuare|\b(?:cookie|privacy|consent)\W+(?:consent|settings|preferences|choices|wall)\W*$|"
    r"^(?:your|manage) (?:privacy|consent|cookie)|^we (?:value|respect|care about) your privacy|"
    r"^(?:votre|vos) (?:vie privée|choix|consentement)|respect de votre vie privée|^nous respectons votre|"
    r"^(?:ihre|wir schätzen ihre) (?:privatsphäre|einwilligung)|^einwilligung|^datenschutz-?einstellungen|"
    r"^(?:tu|su) (?:privacidad|consentimiento)|^valoramos (?:tu|su) privacidad|"
    r"^(?:consenso|la tua privacy)|^consent(?:ement|imiento)?\W*$|"
    r"^(?:نحن نحترم|خصوصيتك|الموافقة على ملفات)",
    _ANY,
)
CONSENT_TEXT = re.compile(
    r"\b(?:we|us) and our (?:\d+ )?partners|our (?:\d+ )?partners (?:and we )?(?:use|store|process)|"
    r"nos (?:\d+ )?partenaires(?: et nous)? (?:utilis|stock|trait)|nous et nos (?:\d+ )?partenaires|"
    r"wir und unsere (?:\d+ )?partner|unsere (?:\d+ )?partner und wir|"
    r"(?:nosotros y )?nuestros (?:\d+ )?socios (?:utiliz|us|almacen|y nosotros)|noi e i nostri (?:\d+ )?partner|"
    r"نستخدم (?:نحن )?(?:وشركاؤنا )?ملفات تعريف الارتباط|نستخدم نحن وشركاؤنا",
    _ANY,
)
LOGIN_TITLE = re.compile(
    r"\b(?:log ?in|sign ?in|log on|connexion|se connecter|identifiez-vous|connectez-vous|iniciar sesión|inicia sesión|"
    r"anmelden|anmeldung|einloggen|accedi|entrar|inloggen|zaloguj|войти|вход|giriş yap|σύνδεση)\b|"
    r"تسجيل الدخول|الدخول إلى|登录|登入",
    _ANY,
)
CLOSED = re.compile(
    r"subscri(?:be|ption|bers?)|already a (?:subscriber|member)|become a member|to (?:continue|keep) reading|"
    r"réservé|abonné|abonnez|s['’]abonner|poursuivre (?:la|votre) lecture|lire la suite|"
    r"suscr[ií]|hazte socio|exclusivo para|para seguir leyendo|abonnent|abo\b|weiterlesen|jetzt testen|"
    r"abbonat|abbonati|assina(?:nte|ture|r)|abonnee|prenumerata|подписк|abone|会員|订阅|"
    r"للمشتركين|اشترك|المشتركين|لمواصلة القراءة",
    _ANY,
)
LIVE_TITLE = re.compile(
    r"\blive(?:\s?(?:blog|updates?|ticker))?\s*[:|–—-]|^live\b|as it happened|\ben direct\b|^direct\s*[:|–—-]|"
    r"minute par minute|\ben (?:directo|vivo)\b|minuto a minuto|\bliveticker\b|\bdiretta\b|\bao vivo\b|"
    r"مباشر\s*[:|–—-]|^مباشر\b|لحظة بلحظة|بث مباشر|онлайн-трансляция",
    _ANY,
)
SECTION_PATH = re.compile(
    r"^/(?:[a-z]{2}/)?(?:[\w%-]{1,20}/)?(?:tags?|mots?-cles?|category|categor(?:ie|ia)s?|kategorie|rubriques?|sections?|seccion(?:es)?|"
    r"topics?|themen?|themes?|temas?|sujets?|authors?|auteurs?|autor(?:es)?|archives?|archivos?|search|recherche|"
    r"buscar|suche|page|etiquetas?|tema|dossiers?|تصنيف|القسم|وسم|بحث)(?:/|$)|/page/\d+/?$|"
    r"^/(?:[a-z]{2}/)?[^/\d]{2,24}/?$|^/[^/\d-]{2,16}/[^/\d-]{2,16}/?$",
    _ANY,
)
SEARCH_QUERY = re.compile(r"(?:^|&)(?:s|q|query|search|keywords?|recherche|buscar|page|paged)=")
