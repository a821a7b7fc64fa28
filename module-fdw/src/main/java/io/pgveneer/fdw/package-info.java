/// Sets the overlay up inside the fresh database. What it does afterwards it does there, in
/// PL/pgSQL: see the
/// scripts among the resources and decision 1.
package io.pgveneer.fdw;
