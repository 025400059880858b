"""States of premises as vacancy reads them."""

VACANT_STATES = frozenset({"vacant", "works_unknown"})
SHOP_STATES = VACANT_STATES | {"occupied", "seasonal_closed", "works_with_taker"}
OUT_STATES = frozenset({"non_commercial_use", "demolished_merged"})
