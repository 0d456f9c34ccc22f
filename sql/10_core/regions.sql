-- table: regions
-- grain: one place that holds other places
-- key: geonames_id
-- meaning: Countries and states among the places that facts name. Two towns, two states or two countries exclude one another; a town and
--   a region do not, since the one may lie in the other.
-- order: geonames_id
-- column geonames_id: GeoNames id.
-- column level: country or state.
-- column name: Its name.
SELECT
    geonames_id::BIGINT AS geonames_id,
    level,
    name
FROM lexicon.regions
