package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import java.util.List;

/// A statement bound to its parameters.
///
/// @param parameters kept where steps take them; else empty
/// @param types their types' OIDs
record Portal(Prepared prepared, Plan plan, List<Parameter> parameters, List<Integer> types) {}
