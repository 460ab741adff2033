-- Those that stand in a département are told first, by name: an index that is in this order is left as soon as a page is full.
drop index service_index_stands;
create index service_index_stands on service_index (stands_in, name_key, service_id);
