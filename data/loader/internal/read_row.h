// One row of a decision table, from the words of its file to values.

#ifndef IZIN_DATA_LOADER_INTERNAL_READ_ROW_H_
#define IZIN_DATA_LOADER_INTERNAL_READ_ROW_H_

#include "data/loader/internal/assembly.h"

namespace izin::internal {

// What `row`, of a table in `role`, says. What it names and no catalogue holds becomes an issue and
// is left out. REQUIRES: the catalogues and commitments are assembled.
TableRow ReadRow(Assembly& assembly, const Row& row, TableRole role);

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_READ_ROW_H_
