"""Words that have no stem in the index: those that only join others, in every language that has stems.

They are found by their form. A stem would find nothing more, and one word in three would carry it. Only words that
mean nothing else and hardly change are here: "été" and "son" are nouns too.
"""

from typing import Final

# as forms (folded), of three letters and more
STOPWORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "ar": "الي علي هذا هذه ذلك تلك التي الذي الذين وهو وهي فهو كما لكن حيث بعد قبل بين عند منذ حتي ايضا غير "
        "كان كانت وكان يكون تكون انه انها بان وان فان عليه عليها فيه فيها منه منها وفي ومن وعلي وقد فقد لقد "
        "اذا عنه عنها خلال الان كذلك لذلك وذلك وهذا وهذه مما لدي اما سوف ليس هناك هنا مثل ",
        "fr": "les des une que qui pour dans par sur est sont avec ses aux plus mais comme cette ces cet leur "
        "leurs nous vous ils elles elle ont ete etait sans sous entre apres avant aussi tout tous toute "
        "toutes ainsi dont deux meme encore chez lors selon depuis donc tres quand ",
        "es": "los las del que con por para una uno unos unas como pero sus mas este esta estos estas ese esa "
        "esos esas ante desde hasta entre sobre sin tras segun tambien cuando donde fue han sido ser son "
        "porque muy nos les ",
        "en": "the and for that with from this these those was were are has have had been but not his her its "
        "their they who which what when where would will can could into than then also about after before "
        "there our you your ",
        "pt": "que com para por uma dos das nos nas mais como mas foi sao seu sua seus suas pelo pela entre sobre "
        "sem quando muito tambem esta este isso ",
        "de": "der die das und den dem des ein eine einer einen einem eines ist sind war mit von zum zur auf fur "
        "nicht auch als wie aus bei nach uber sich hat haben werden wird dass oder aber noch nur ",
        "it": "che con per una del della dei delle degli dal dalla nel nella nei nelle sul sulla gli non come piu "
        "anche sono stato stata tra fra dopo prima quando alla alle agli ",
        "ca": "que amb per una del dels les els als com mes pero son han esta entre sobre sense quan tambe aquest "
        "aquesta ",
    }.items()
}
