create table shop.begun (id integer primary key);
insert into shop.nowhere values (1);
