-- A page of an organization's people was sorted from all of them: the key and the list's order begin with the same
-- column, a plan for everybody expects few rows of one organization, and so the key won. With the person first the
-- key serves as the index by person, too, and by organization there is only the order. Of 5,000 members: 0.8 ms
-- instead of 2.2. (The policy stays a condition of an index, unlike V014's: other policies look up peers by it.)
alter table app.membership drop constraint membership_pkey;
alter table app.membership add primary key (user_id, org_id);
drop index app.membership_user;
