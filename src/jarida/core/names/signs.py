"""Words that say what stands beside them: titles before people, kinds of organisations and places. As folded forms.

Hand-made for the press of the Maghreb in French, Arabic, Spanish and English.
"""

from typing import Final

from jarida.core.text.analysis import forms


def _words(text: str) -> frozenset[str]:
    return frozenset(forms(text))


# Before a person: ministre Bourita, Mme Alami, King Mohammed, presidente Sánchez.
TITLES: Final = _words(
    "m mr mme mlle mrs ms dr docteur doctor doctora prof professeur professor profesor profesora me maitre sr "
    "sra don dona ministre ministra ministro minister president presidente presidenta roi reine king queen rey "
    "reina prince princesse princess principe princesa pape pope papa premier pm senateur senator senador "
    "senadora depute deputee deputy diputado diputada gouverneur governor gobernador maire mayor alcalde "
    "alcaldesa general generale colonel coronel capitaine captain capitan commandant commander lieutenant "
    "sergent major juge judge juez avocat avocate lawyer abogado directeur directrice director directora "
    "secretaire secretary secretario secretaria chef leader lider patron entraineur coach entrenador "
    "selectionneur seleccionador milieu defenseur attaquant gardien striker midfielder defender goalkeeper "
    "delantero portero centrocampista ambassadeur ambassadrice ambassador embajador embajadora ecrivain "
    "ecrivaine writer escritor escritora poete poet poeta chanteur chanteuse singer cantante acteur actrice "
    "actor actress actriz realisateur realisatrice filmmaker cineaste cineasta journaliste journalist "
    "periodista artiste artist artista militant militante activist activista sheikh cheikh jeque imam cardinal "
    "cardenal chancelier chancellor canciller economiste economist economista historien historienne historian "
    "historiador sociologue chercheur chercheuse researcher parole spokesman spokeswoman spokesperson portavoz "
    "commissaire commissioner comisario envoye emissaire envoy enviado negociateur ex feu epouse esposa wife "
    "husband"
)
# Between a title and a name: el primer ministro francés Lecornu.
PEOPLES: Final = _words(
    "francais francaise espagnol espagnole marocain marocaine algerien algerienne tunisien tunisienne americain "
    "americaine britannique allemand italien portugais senegalais russe ukrainien israelien palestinien turc chinois "
    "frances francesa espanol espanola marroqui argelino argelina tunecino tunecina estadounidense britanico britanica "
    "aleman alemana italiano italiana portugues senegales ruso ucraniano israeli palestino turco chino saudi egipcio"
)
# After a person, behind a comma or none: "…, ministre", "a déclaré".
SAYING: Final = _words(
    "declare affirme indique estime souligne annonce precise explique assure rappelle ajoute dit confie said "
    "says told announced stressed added dijo dice afirmo declaro anuncio aseguro explico senalo subrayo"
)

# A name that contains one of these is an organisation's.
ORGANISATIONS: Final = _words(
    "universite university universidad ministere ministry ministerio banque bank banco association asociacion "
    "federation federacion confederation confederacion fondation foundation fundacion office oficina agence "
    "agency agencia institut institute instituto conseil council consejo parti party partido club groupe group "
    "grupo compagnie company compania societe corporation corp inc ltd holding union syndicat sindicato "
    "commission comision comite committee cour court tribunal parlement parliament parlamento academie academy "
    "academia ecole school escuela caisse caja fonds fund fondo bourse exchange observatoire observatorio "
    "observatory organisation organization organizacion autorite authority autoridad direction delegation "
    "airlines airways telecom telecoms motors media press cooperative collectif coalition front frente "
    "mouvement movement movimiento ligue league liga reseau network centre center centro chambre camara "
    "hopital hospital clinique clinic clinica college lycee instituts faculte faculty facultad orchestre "
    "bibliotheque"
)
# Of these the ones that say so of what follows them, written small: le groupe Akwa, el partido Vox.
BEFORE_ORGANISATIONS: Final = _words(
    "universite university universidad banque bank banco association asociacion fondation foundation fundacion "
    "institut instituto parti partido club groupe grupo compagnie compania societe entreprise empresa firme "
    "agence agencia syndicat sindicato ong ngo startup constructeur fabricant operateur enseigne marque "
    "equipementier"
)
# What is named for people, and is none: avenue Mohammed V, estadio Hassan II, prix Hassan II.
NAMESAKES: Final = _words(
    "avenue boulevard bd rue place square street avenida calle plaza stade stadium estadio complexe complex "
    "complejo aeroport airport aeropuerto port puerto pont bridge puente mosquee mosque mezquita parc park "
    "parque prix prize premio award trophee trophy trofeo coupe cup copa barrage dam presa gare station "
    "estacion theatre theater teatro musee museum museo festival rallye rally tournoi tournament torneo grand "
    "prison tour tower torre autoroute rocade citadelle mausolee mausoleum cite salle village operation "
    "programme plan loi law ley ouragan tempete hurricane storm huracan borrasca typhon typhoon cyclone virus"
)
# Before a place, with a preposition between them: province de Tahla, ciudad de X.
BEFORE_PLACES: Final = _words(
    "ville province prefecture commune region cercle caidat quartier douar village localite bourg bourgade "
    "oasis vallee arrondissement wilaya gouvernorat departement comte etat city town county district "
    "neighbourhood neighborhood valley ciudad provincia municipio localidad barrio aldea pueblo comarca "
    "distrito gobernacion prison plage playa beach port puerto aeroport aeropuerto littoral rive ile iles isla "
    "islas island islands capitale capital cote"
)
LINKS: Final = _words("de du des d del of la le les el los las")  # between a kind and what is of that kind
PARTICLES: Final = _words(
    "ben bin ibn bint bent bou abou abu el al ad as ed es ech ez er et ou ait ould oulad ouled de da di du del "
    "della dos von van der den la le mac mc o san st"
)
ARTICLES: Final = _words("el al ad as ed es ech ez er et an at l la le les los las the")
JOINING: Final = _words("ben bin ibn bou abou abu ait ould oulad ouled")  # they make one word with the next
SKIPPED: Final = ARTICLES | _words("de da di du del della dos von van der den d of y e and")

# Acronyms that are nobody's: measures, taxes, diseases, techniques, competitions, and what headlines cry.
ACRONYMS: Final = _words(
    "pib gdp tva iva vat pdg ceo cfo dg pme pmi tpe smig smag usd eur mad dh mdh mmdh tv fm am pm gps ia ai ok "
    "vip vs tgv lgv adn dna vih sida aids covid sras can afcon chan cm js jo jt qr pdf sms usb led hd wifi gaz "
    "km kg mw gw kwh ttc ht cv bac dea dut bts mba phd rh it ict ong onu usa uk eau uae rdc rca bmce dr mr mme "
    "prof exclusif video photo photos live direct urgent alerte flash vo vf hiv evp vtc suv dj ufc nba nfl mvp "
    "var tnt adsl csp ppp ipo opv opa mre cin cni amo raed daam ramed wc bd xxl xl ets rip sos faq pv sa sarl "
    "sas url www http lol bpm"
)
ROMAN: Final = _words("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii")

# What Latin scripts write with a capital and is no name: days and months, feasts, peoples and tongues.
COMMON: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december lundi mardi mercredi jeudi vendredi samedi dimanche janvier "
    "fevrier mars avril mai juin juillet aout septembre octobre novembre decembre ramadan aid eid achoura noel "
    "christmas pascua navidad easter internet covid islam christian christianity muslim muslims islamic jewish "
    "jews juifs arab arabs arabe arabes arabic berber amazigh tamazight english french spanish german francais "
    "francaise espagnol espagnole anglais anglaise allemand allemande italien italienne portugais portugaise "
    "marocain marocaine marocains marocaines moroccan moroccans algerien algerienne algeriens algerian "
    "algerians tunisien tunisienne tunisiens tunisian tunisians egyptien egyptian egyptians egyptiens "
    "mauritanien mauritanian libyen libyan senegalais senegalese malien malian americain americaine americains "
    "american americans britannique british russe russes russian russians chinois chinese japonais japanese "
    "turc turque turcs turkish israelien israelienne israeliens israeli israelis palestinien palestinienne "
    "palestiniens palestinian palestinians syrien syrian iranien iranian irakien iraqi saoudien saudi emirati "
    "qatari koweitien yemeni libanais lebanese jordanien jordanian ukrainien ukrainiens ukrainian indien "
    "indian bresilien brazilian argentin argentinian mexicain mexican venezuelan venezuelien hongrois "
    "hungarian polonais polish grec greek belge belgian neerlandais dutch suisse swiss suedois swedish "
    "africain africaine africains african africans europeen europeenne europeens european europeans asian "
    "asiatique sahraoui sahraouis maghrebin occidental western northern southern eastern nobel oscar dieu god "
    "dios allah monsieur madame mademoiselle mister lord lady sir state government gouvernement gobierno etat "
    "constitution bible coran quran parliament minister north south east west nord sud est ouest norte sur "
    "este oeste plus news cette video photo podcast interview breaking top how why what when who where which "
    "watch read mondial mundial champions couronne afghan"
)
# Words that begin sentences and headlines, which have their capital from there.
STARTERS: Final = _words(
    "le la les un une des du de d l au aux en a et ou mais or car il elle ils elles on nous vous ce cet cette "
    "ces son sa ses leur leurs mon notre votre pour par sur sous avec sans dans chez vers entre apres avant "
    "depuis selon lors face hier demain aujourd aujourd'hui ici comme si quand ainsi aussi alors enfin "
    "pourquoi comment qui que quoi dont tout toute tous plus moins voici voila premier premiere deux trois "
    "quatre cinq six sept huit neuf dix cent mille sport the an in at of to by for from with as is are was it "
    "its he she they we you his her their this that these those after before during since when while where why "
    "how what who if but and not no more new top over under into about against amid el los las una unos unas "
    "del al y o e por para con sin sobre tras desde hasta segun su sus este esta estos estas ese esa lo se "
    "como cuando donde mas pero ni oficial muere muerto gana dimite entra robo exclusif officiel "
    "officiellement urgent video football basket tennis justice politique economie monde maroc:"
)

# --- Arabic, folded ---------------------------------------------------------------------------------------

ARABIC_TITLES: Final = _words(
    "الوزير وزير وزيره الوزيره الرئيس رييس رئيس رييسه رئيسه الرئيسه الملك ملك الامير الاميره امير اميره السيد "
    "السيده الدكتور الدكتوره دكتور الاستاذ الاستاذه استاذ البروفيسور الجنرال العقيد النقيب القاضي المحامي "
    "المحاميه محامي النايب النائب النائبه نائب السفير السفيره سفير المدرب مدرب الناخب اللاعب لاعب الفنان "
    "الفنانه فنان المطرب المطربه الممثل الممثله المخرج المخرجه الكاتب الكاتبه كاتب الشاعر الشاعره الصحافي "
    "الصحافيه الصحفي الصحفيه الناشط الناشطه الشيخ الامام البابا المستشار المستشاره المهندس الباحث الباحثه "
    "الناطق المتحدث الامين مدير المدير المديره مديره العاهل الحكم المهاجم الحارس المدافع الدولي نظيره الراحل "
    "المرحوم المرحومه مولاي سيدي المفوض المبعوث المقاوم الموءرخ المورخ المؤرخ المفكر الحكومه الخارجيه الداخليه "
    "الوزراء العدل الماليه الصحه التعليم الفلاحه الدوله العام الوطنيه"
)
ARABIC_NAMESAKES: Final = _words(
    "شارع زنقه ساحه ملعب مركب مطار ميناء جسر قنطره مسجد حديقه جاءزه جايزه جائزه كاس دوري سد محطه مسرح متحف "
    "مهرجان دوره سجن اعداديه ثانويه مدرسه مستشفي مستوصف قاعه برج قصر ضريح زاويه نفق حي تجزيه اقامه معهد"
)
ARABIC_ORGANISATIONS: Final = _words("جامعه وزاره حزب موءسسه مؤسسه موسسه بنك شركه جمعيه نادي فريق مجموعه نقابه حركه")
ARABIC_BEFORE_PLACES: Final = _words(
    "مدينه اقليم عماله جماعه جهه حي دوار قريه بلده محافظه واد وادي جبل جزيره شاطيء شاطئ ولايه"
)
ARABIC_PREFIXES: Final = _words("بن ابن بنت بو ابو ايت ولد اولاد ال الد دي دو فان فون")
# Given names that are words of every day as well: the surname must be sure.
ARABIC_WEAK: Final = _words(
    "امل امال امين امينه كريم سعيد سعيده جميله حكيم صالح عادل شريف بدر نور حياه صباح ربيع ربيعه رجاء انتصار "
    "احسان رضا نضال ماجد مجيد مبارك هند ايه ضحي دنيا صديق صادق طاهر حبيب راغب رابح سالم سليم سليمه عزه كمال "
    "جمال رمضان هناء وفاء حنان وءام زهره نزهه سكينه منيه مولود مختار وسام هاني علي عزيز ناصر حامد فريد فريده "
    "راضيه بشري زكي رشيد حسن لويس نهاد مني هدي ندي سهام الهام ابتسام اسماء موسي يان مارين بيل سام توم روما ليو "
    "تيم مايك ماري سارا بول نادر هادي جابر فاضل فاتن فاءزه ناجيه نجاه قاسم سيدي الشيخ للا لاله فتح باسم"
)
# No surname, though it stands behind a given name.
ARABIC_WORDS: Final = _words(
    "في من الي علي عن مع ان انه انها كان كانت قد لقد ثم او ام لا لم لن ما هو هي هم هذا هذه ذلك التي الذي الذين "
    "بعد قبل عند منذ حتي بين خلال ضد نحو لدي حول عبر دون غير كما لكن بل حيث اذا يوم اليوم امس غدا صباح مساء "
    "اول ثاني سابق حالي جديد عضو رييس رئيس وزير مدير قال اكد اعلن اوضح اشار اضاف صرح يقول يوكد يؤكد يعلن يدعو "
    "يلتقي يستقبل يزور يترأس يتراس يشارك يفوز يسجل يقود يعين يكشف يرد يطالب يعود يغادر ينضم يوقع يحرز يتوج "
    "تقول تؤكد تعلن تدعو استقبل عين ترأس تراس اجري زار قاد سجل كشف اعتبر ابرز شدد دعا طالب وصل غادر فاز احرز "
    "توج وقع التقي حل وجه تسلم نال حضر شارك شرح توفي ولد لاعب مدرب نجم قائد قايد حارس مهاجم عام العام الاول "
    "الثاني الثالث الرابع السابق الحالي الجديد المغربي المغربيه الدولي الوطني الوطنيه هنا هناك ايضا فقط كل بعض "
    "اكثر اقل مليون مليار الف درهم سنه سنوات شخص اثر بسبب بشان الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت "
    "الاحد رسميا والي فان وان صفقه حادث خبر ملف قضيه لقاء زياره خطاب كاتب المكلف المكلفه"
)
# Cities of the world whose names are words of every day; what an edition names is not meant by this.
EVERYDAY: Final = _words(
    "ربات انفا خفي الش جنان بسيط البسيط ميدان مدان المديه سعيده المسيله بونه الاصنام كالي البيض الخميس معسكر "
    "مساكن بشار كازان لوم بحري سالم قوم المغير الزرقاء زرقاء الحديده حديده القاله جامعه الطايف طايف دوشنبه "
    "ابده منصوره مقلع قبلي المنسي النجف رالي اموس حماه مينا منا السيب بابور ديره صدوق الابيض المالح عشاق رشيد "
    "الكوت كوت قنا كيل خلدا كلار الجبيل الريان اردو هاله رانيه العبور الصور القرنه بركه سنار عاليه المنزله "
    "الزبير طوز بروج الشروق عمران سوران الثوره الطبقه المرج الخارجه الرس القايم الشفا الساحل الشهداء خالص نايف "
    "السفيره سفيره البرج الصف التل الفحم فوره الميادين ميادين الزعيم معان الجوف القبه هون اتار اطار سلوق الاك "
    "براك والتا هيو اويو هام كسل كاين جمال السان بلم الاحمدي الدهماني الحد الخبر خبر العماره حولي الحله الشبلي "
    "الزاويه الخمس الرمله رمله المسيب الجميل الغنايم المفرق مفرق المنشاه طما برج رحيمه النعمه كيفه مردف "
    "البداري الحسينيه الشاميه المراغه الباحه القرين القاسم الاغواط الخرج ستره سيان العزيزيه بيلا بودا نابل "
    "ادرار كرج ابا موسي مرسيه عدن امان تازه العين باجه لعيون واري جزيره اقسو ختن جنت بتمن مارث مون مونس ثين "
    "تانه رين رون روان كان سوفا لاد دوما سرت سرن طوخ السلط الصحار صحار درنه مطاي البلينا الهنديه ستوبال "
    "اليرموك جيان ليما بشت قوص المهديه العريش بصره المدينه الحامه الاخضريه المنيعه مدنين حمام الحمامات القصرين "
    "قفصه"
)
REGNAL: Final = _words("الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر عشر")
