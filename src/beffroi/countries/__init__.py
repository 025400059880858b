"""Country packs: law, nomenclatures and address forms as data, one folder a country."""
