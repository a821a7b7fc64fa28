/// The kernel: finds statement handlers, keeps the virtual schema, and plans each session's
/// statements.
///
/// One [Kernel] serves all sessions; what it shares between them ([SharedSchema]) is safe for all
/// threads. A [KernelSession] belongs to one client and is called on that client's event loop only.
package io.pgveneer.kernel;
