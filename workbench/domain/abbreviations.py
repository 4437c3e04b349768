"""The words that the sentence splitter must know by heart: abbreviations, months, and words that open.

Lower case, without the last stop; bokmål, nynorsk, and the Danish and Latin ones that Norwegian texts use.
Words only: the rules that use them are in `sentences`. An abbreviation that is also a common word ("tom",
"eg", "sen") is left out.
"""

from __future__ import annotations


def _set(written: str) -> frozenset[str]:
    return frozenset(written.split())


LEADING = _set(
    """
    adj adm adm.dir adr alm ang ank anm ansv apt arkt avd avs bibl bl bl.a bnr bokst c.f ca cand cf d.s d.v.s
    dir dok dr dr.philos drs ds dvs e.g eks ekskl evt f.eks f.ex f.o.m fam fig forf fork forskr forts forv
    fr frk ft ftl fvt fyl g.nr gnr gr h.h.v hhv i.e i.h.t ibid id ifb ifm ift iht ikr inkl innst inst jf jfr jmf
    jur kand kap kfr kgl kl komm konf koord lok m.a m.a.m m.a.o m.h.p m.h.t m.o.t mao meld meld.st mht mill.kr mob
    mtp mvh n.b nml nr nto o.fl.a odont op.cit ordf org ot.prp overs p.a p.g.a p.t pga phil pkt pr pres prof
    prop prop.l pt red ref reg rundskr s s.k s.å sekr sgt siv.ing siv.øk sogn sosp spes st st.forb st.meld
    st.prp stud t.d t.d.l t.eks t.o.m theol tlf u.a u.d univ utg v v.a v.g v.h.a vedk vedr vha vs
    """
)
"""Abbreviations that something follows: no sentence ends after them, whatever comes."""

CLOSING = _set(
    """
    a.s a/s al apr aug dep des e.kr e.l e.lign e.m e.v.t el.l et.al etc f.kr f.m f.v.t feb ff fl flg jan jr kbm km
    kr kvm lign likn m.fl m.m m.o.h m.v maks mfl mill min mm mnd moh mrd mv nov o.a o.dl o.l o.lign o.likn o.m.a
    o.s.v okt ol osv pct prst pst sek sep sept sr stk str tsd
    """
)
"""Abbreviations that often stand last: a sentence ends after them where a capital follows."""

MONTHS = _set(
    """
    apr april aug august des desember feb februar jan januar jul juli jun juni mai mar mars nov november okt
    oktober sep sept september
    """
)

OPENERS = _set(
    """
    alle alt altså at av bare både da de dei den denne der dere derfor dessuten det dette disse du då eg ein eit
    en er et etter for fordi fra frå før ha han har her hit ho hun hva hvem hver hvis hvor hvordan hvorfor i
    ikke ikkje imidlertid ingen ja jeg kan kanskje korleis kva kven kvifor likevel man me meg men mens mitt mye
    mykje nei no noe noen noko nokon nå når og også om på samtidig selv sjølv skal som så til under var ved vel
    vi vil vår vårt
    """
)
"""Words that a sentence begins with more often than a name does: they tell a last letter from an initial."""
