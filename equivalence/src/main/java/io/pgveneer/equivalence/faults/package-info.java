/// Breaks what a preview needs while its sessions are at work, and looks at what is left.
package io.pgveneer.equivalence.faults;
