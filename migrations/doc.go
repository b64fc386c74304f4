// Package migrations holds the database schema and applies it.
//
// make migrate-new name=add_likes makes the files of a new migration. The numbers 16,
// 17, 21, 23 and 25 were never used.
//
// A migration runs while the functions of the previous version serve requests, and
// they keep running until they are replaced. Migrations follow these rules:
//
//   - A migration adds. Writes of the old functions must still be accepted, and
//     what they read must still exist. A later version removes what is unused.
//   - A file that fills a table or column from existing rows, and keeps it up to
//     date with a trigger, begins with
//     LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE
//     on every table that it reads. Without the lock it loses the writes of
//     transactions that are open at that time: they commit too late for the copy,
//     but wrote before the trigger existed.
//   - A migration holds its locks briefly. Writers wait for them, and their
//     requests fail after some seconds.
//   - A migration does not begin or end a transaction: each file already is one.
//
// The tests run every migration while writers have transactions open.
//
// A new table with rows of a user also belongs in that user's export and erasure, both
// in shared/store: exportFiles names its file, erasures in erasure.go deletes its rows if
// a user can have many, and userTables in erasure_test.go lists it.
// TestErasureKnowsEveryTableOfAUser finds only tables with a foreign key to users.
//
// # Functions
//
// The current text of a database function is a file in functions/. A run that ends
// at the newest version applies the files that have changed, all in one transaction,
// under the same lock as the migrations. At an older version they are not applied,
// because they may need a newer schema. The numbered files keep the text of their
// time. Functions follow these rules:
//
//   - To change a function, edit its file. The file must work on the newest schema,
//     and old callers must be able to call the new function.
//   - A function with other arguments is a second function next to the old one, and
//     PostgreSQL refuses to replace a function by one with another result. Old callers
//     still call the old function, so give the new one a new name or new arguments.
//     The migration of a later release drops the old one.
//   - A migration that needs a function, as CREATE TRIGGER does, creates it too: the
//     files run after all migrations.
//   - A down file drops the functions that its up file or a function file created
//     only for what the down file removes, with IF EXISTS. It restores the old text
//     of a function that cannot work without what it removes. Every other function
//     stays as it is.
//   - IMMUTABLE functions are in numbered migrations only. Indexes, constraints and
//     columns store their results, so a new text needs a migration that computes
//     those again.
//   - Functions that only earlier releases call are in numbered migrations too. If
//     they call functions in files, they are in a file that says so.
//
// # Privileges
//
// The user that runs the migrations owns the database and everything in it. The
// functions connect as a user that is a member of the role app and of no other: it
// reads and writes rows, and cannot change the schema. privileges.sql has the details.
// A run applies it with the functions, under the same conditions, and creates the role
// if the server has none. A migration needs no GRANT. One that creates an append-only
// table revokes UPDATE and DELETE from app, and adds the table to privileges.sql. No down
// file revokes privileges, because functions of every release need them, and none drops
// the role, which other databases may use.
package migrations
