create table shop.late (id integer primary key);
