/** Restores of databases: what is restored, where to, and the restored instances of tests until they are gone again. */
package io.labelmint.dr.restore;
