-- Figures were published year by year before there were editions, without looking at what readers already had. Nothing
-- reads them any more: an edition says the same and is audited.
drop view published_figure;
drop table site_figure;
