create table shop.other (id integer primary key);
