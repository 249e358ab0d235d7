create schema shop; create table shop.thing (id integer primary key);
