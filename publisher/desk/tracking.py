"""What follows readers about: parameters of addresses, hosts of pixels and share buttons; read off recorded feeds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Parameters that only ever track, whatever their value.
_ALWAYS: Final = re.compile(
    r"utm_\w+|itm_\w+|mc_[ce]id|_hs(?:enc|mi|fp)|__hs\w+|hsctatracking|ns_(?:mchannel|source|campaign|linkname|fee)|"
    r"at_(?:medium|campaign|custom\d|link\w*|bbc\w*|format|ptr_name)|pk_\w+|mtm_\w+|matomo_\w+|piwik_\w+|"
    r"fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|rdt_cid|epik|li_fat_id|"
    r"mkt_tok|vero_(?:id|conv)|oly_(?:enc|anon)_id|wickedid|ref_(?:src|url)|__twitter_impression|guccounter|guce_\w+|"
    r"cmpid|cmp|ito|icid|ncid|s_cid|smid|soc_src|soc_trk|ocid|ftag|wt_mc|xtor|traffic_source|feedtype|feedname|"
    r"rssimage|maca|sr_share|share_id|spref|_ga|_gl|sc_campaign|algotrackingid|rss_?id|emc|\.tsrc",
    re.ASCII,
)
# Parameters that track only when they say that the reader comes from a feed.
_FROM: Final = "ref from src source partner mod via rss feed tw kc origin medium campaign cid trk"
_SOMETIMES: Final = frozenset(_FROM.split())
_FEED: Final = re.compile(
    r"(?:.*[^a-z])?(?:rss|atom|feed|feeds|xml|newsletter|rss\w+|feedburner)(?:[^a-z].*)?|1|", re.DOTALL
)
_FEED_ALONE: Final = frozenset({"rss", "feed"})

# Hosts and paths whose pictures nobody is meant to see. All but one begin with a slash: it is looked for.
_PIXELS: Final = re.compile(
    r"/(?:/(?:[\w.-]+\.)?(?:feedburner\.com/~|feeds\.feedburner\.com|feedsportal\.com|doubleclick\.net|pheedo\.com|"
    r"pheedcontent\.com|scorecardresearch\.com|quantserve\.com|google-analytics\.com|googleadservices\.com|"
    r"googlesyndication\.com|googletagmanager\.com|chartbeat\.(?:com|net)|omtrdc\.net|2o7\.net|imrworldwide\.com|"
    r"comscore\.com|adnxs\.com|taboola\.com|outbrain\.com|criteo\.(?:com|net)|moatads\.com|hotjar\.com|mixpanel\.com|"
    r"statcounter\.com|sitemeter\.com|histats\.com|amazon-adsystem\.com|rss\.nytimes\.com/c/|"
    r"mf\.feeds\.reuters\.com|feedads\.\w|tynt\.com|addthis\.com|sharethis\.com|blogrolling\.com|"
    r"stats\.wordpress\.com|pixel\.wp\.com|feeds\.wordpress\.com|medium\.com/_/stat|sb\.scorecardresearch\.com)|"
    r"/(?:pixel|pixels|tracking|tracker|track|beacon|analytics|counter|metrics|ads?|imageads|telemetry)\d*\.|"
    r"(?:pixel|1x1|spacer|blank|clear|transparent|tracker|beacon|counter|piwik|matomo)\.(?:gif|png|php|jpg)|"
    r"~[rf]/|~a/[\w/-]+\?[ai]=|_/stat\?|b\.gif\?|__utm\.gif)",
    re.ASCII,
)
_REPUBLISHED: Final = "republication-tracker-tool"
_SHARES: Final = re.compile(
    r"//(?:[\w-]+\.)*(?:feedburner\.com/~f|share\.feedsportal\.com|res\.feedsportal\.com|addthis\.com|addtoany\.com|"
    r"sharethis\.com|facebook\.com/(?:sharer|share\.php|dialog/share)|twitter\.com/(?:share|intent|home\?status)|"
    r"x\.com/(?:share|intent)|linkedin\.com/(?:share|cws/share)|pinterest\.\w+/pin/create|reddit\.com/submit|"
    r"digg\.com/(?:submit|remote-submit)|del\.icio\.us/post|delicious\.com/(?:save|post)|stumbleupon\.com/(?:submit|refer)|"
    r"technorati\.com/(?:faves|cosmos)|tumblr\.com/share|getpocket\.com/(?:save|edit)|instapaper\.com/|"
    r"api\.whatsapp\.com/send|wa\.me/\?|t\.me/share|telegram\.me/share|feeds\.wordpress\.com/1\.0/go|"
    r"google\.com/(?:reader/link|bookmarks)|newsvine\.com/_tools|slashdot\.org/(?:bookmark|slashdot-it)|ads\.pheedo\.com)",
    re.ASCII | re.IGNORECASE,
)


def is_tracking(parameter: str) -> bool:
    """Whether `name=value` of a query only says where a reader comes from."""
    written, _, value = parameter.partition("=")
    name, always = _told(written)
    return always or (name in _SOMETIMES and _tells_of_a_feed(name, value.lower()))


@lru_cache(maxsize=1024)  # there are few names, and no end of values
def _told(written: str) -> tuple[str, bool]:
    """Return the name of a parameter in small letters, and whether it tracks whatever its value."""
    name = written.removeprefix("amp;").lower()
    return name, _ALWAYS.fullmatch(name) is not None


def _tells_of_a_feed(name: str, value: str) -> bool:
    if value in ("", "1"):
        return name in _FEED_ALONE
    return _FEED.fullmatch(value) is not None


@lru_cache(maxsize=256)  # a picture is asked about as the one that leads, and as one in the text
def is_pixel(address: str) -> bool:
    """Whether a picture's address is a known tracker's."""
    address = address.lower()
    return _PIXELS.search(address) is not None or _REPUBLISHED in address


def is_share(address: str) -> bool:
    """Whether a link only shares the page, or belongs to a bar of such links."""
    return _SHARES.search(address) is not None
