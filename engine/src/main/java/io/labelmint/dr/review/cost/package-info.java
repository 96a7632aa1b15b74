/** Reviews what backups and copies cost, what each day they are kept longer does, and what is paid for in vain. */
package io.labelmint.dr.review.cost;
