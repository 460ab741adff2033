-- "Near this town" looks for the town of a département by its name without accents.
create index town_folded on town (departement, fold(name));
