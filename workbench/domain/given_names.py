"""Common first names in Norway, to notice where a label or a folder may carry a person's real name.

The list is short on purpose: it only decides where the program asks. A name that is missing costs a question
that was not asked, a name too many a question that was.
"""

from __future__ import annotations

_WOMEN = """
agnes amalie anette anita ann anna anne anniken astrid aurora bente berit bjørg bodil brit britt camilla cathrine
cecilie charlotte christina christine ebba elin elisabeth elise ella ellen elsa emilie emma eva frida gerd grete gro
gudrun gunn gunvor guro hanna hannah hanne hege heidi helene helga hilde ida ingeborg inger ingrid ingunn irene iselin
jenny jorunn julie karen kari karin karoline katarina kathrine kirsten kjersti kristin kristina kristine laila lena lene
linda linn line lise live liv lisbeth linnea magnhild maja malin margrethe mari maria marianne marie marit marte martine
mathilde maren merete mette mona monica monika nina nora oda olaug ragnhild rakel randi rikke rita ruth sara sarah selma
signe sigrid silje siri sissel sofie solveig stine sunniva susanne synne synnøve tanja thea therese tina tiril tone
torill torunn trine trude tuva turid unni vibeke victoria vigdis vilde wenche ylva åse åshild
"""
_MEN = """
adrian aksel albert alexander alf anders andreas arild arne arnt arvid asbjørn askil aslak axel bendik benjamin birger
bjarne bjørn bård christer christian dag daniel david egil einar eirik elias emil erik erlend erling espen even eyvind
fillip filip finn fredrik frode fritjof geir georg gisle gunnar gustav hallvard hans harald haakon henrik helge henning
herman håkon håvard idar ingvar isak ivar jakob jan jens joakim johan johannes john jon jonas jonathan jostein julian
jørgen jørn kai karl kenneth ketil kevin kim kjell kjetil knut kristian kristoffer kåre kåre lars lasse leif leon lucas
ludvig magne magnus markus martin mathias mats mikael mohamed mohammed morten nikolai nils noah odd oddbjørn odin ola
olav ole oliver oscar oskar otto paul peder per peter petter pål ragnar reidar richard roar robert roger rolf ronny roy
rune runar sander sebastian sigmund sigurd simen simon sindre sivert snorre stein steinar stian sturla svein sven sverre
terje theodor thomas thor tobias tom tommy tor torbjørn tore torgeir torgrim torstein trond trygve truls ulrik vegard
vetle victor vidar vegar william yngve yusuf øystein øyvind åge
"""

GIVEN_NAMES = frozenset((_WOMEN + _MEN).split())
"""In lower case."""
