"""The words that furniture starts with, by kind and in many languages; weights decide how much each kind counts."""

from typing import Final

PHRASES: Final = {
    "more": (
        r"read (?:more|also|next|:)|see also|also read|more(?: on| from|:)|related|lire (?:aussi|également|"
        r"la suite|:)|à lire|voir aussi|leer (?:también|más)|lea también|te puede|ver también|lesen sie|"
        r"mehr (?:zum|zu|:)|zum thema|siehe auch|auch interessant|leia (?:mais|também)|leggi (?:anche|tutto)|"
        r"czytaj|zobacz|читайте|смотрите|по теме|διαβάστε|δείτε|اقرأ|إقرأ|شاهد|طالع|相关|延伸|更多|recommended|"
        r"you may|you might|don't miss|watch:|listen:|video:|click here|continue reading|vgl\.|lees ook|"
        r"läs (?:också|mer)|les også|læs også"
    ),
    "share": (
        r"share|tweet|facebook|twitter|whatsapp|telegram|follow|like us|partager|suivez|compart|síguenos|"
        r"teilen|folgen|condividi|udostępnij|поделиться|подписывайтесь|μοιρ|شارك|تابع|分享|email this|print|"
        r"copy link|drucken|e-mail|linkedin|pinterest|reddit|imprimer|envoyer|imprimir|vk\b|в закладки|join us"
    ),
    "subscribe": (
        r"subscri|sign up|newsletter|s'abonner|abonn|inscri|suscrí|suscri|registr|log in|login|sign in|"
        r"anmelden|connectez|already a|créez|jetzt|mit .{0,20}plus|you are reading|support (?:us|our)|donate|"
        r"prenumer|подпис|اشترك|النشرة|get (?:the|our)|this (?:content|article) is|to continue"
    ),
    "rights": (
        r"©|\(c\)|copyright|all rights|tous droits|alle rechte|derechos|wszelkie|все права|при использовании|"
        r"πνευματικ|جميع الحقوق|版权|copy link|terms|privacy|impressum|datenschutz|reproduction|first published"
    ),
    "photo": (
        r"photo|image|picture|credit|crédit|foto|bild|quelle|source|getty|reuters|afp|ap photo|фото|źródło|"
        r"zdj|πηγή|φωτο|صورة|المصدر|来源|责任编辑|图|illustration|file photo|video|caption"
    ),
    "byline": (
        r"by |von |par |por |di |de |autor|author|redac|rédact|written|автор|του |της |كتب|بقلم|作者|记者|editor|"
        r"text:|contact|reporter|staff"
    ),
    "date": (
        r"(?:published|posted|updated|last|publié|mis à|modifié|publicado|actualizado|veröffentlicht|"
        r"aktualisiert|stand|erstellt|pubblicato|опубликовано|نشر|تاريخ|发布|时间|date)\b|"
        r"(?:\w+,? )?\d{1,4}[./\-年 ](?:\d{1,2}|\w{3,10})[./\-月 ,]"
    ),
    "comment": (
        r"comment|kommentar|comentari|commenti|reply|répon|респонд|комментар|σχόλι|تعليق|评论|leave a|write a|"
        r"responses|diskut|discuss"
    ),
    "tags": (
        r"tags?\b|topics?\b|mots|sujets|thèmes?\b|schlagw|themen|temas|etiquet|categor|kategor|filed|tagged|"
        r"метки|теги|ετικέτες|وسوم|الكلمات|关键|标签|keywords|posted in|more about"
    ),
    "cookie": (
        r"cookie|we use|nous utilisons|javascript|browser|please enable|adblock|advert|anzeige|werbung|"
        r"publicité|publicidad|pubblicità|реклама|reklama|إعلان|广告|sponsor|affiliate|skip to|disclaimer|we may"
    ),
    "about": (
        r"about the author|über den autor|about|à propos|sobre |is a (?:senior|staff|freelance|writer|"
        r"reporter|journalist|former|professor)|dieser artikel|this (?:article|story|post)|correction|"
        r"editor's note|cet article|übersetz|lire les|mehr von"
    ),
    "time": (r"\d+ (?:min|hour|day|week|month|year|stunde|tag|jour|heure|día|hora|час|мин|godz)|\d{1,2}:\d{2}"),
}
