/// A raw client of PostgreSQL's protocol 3: drivers hide what has to be compared.
package io.pgveneer.equivalence.client;
