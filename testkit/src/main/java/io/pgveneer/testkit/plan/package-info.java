/// Plans of statement handlers as text, against a virtual schema without a database.
package io.pgveneer.testkit.plan;
