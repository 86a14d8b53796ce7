// The proof of a UNIQUE table: each combination of its inputs has exactly one row.

#ifndef IZIN_DATA_LOADER_INTERNAL_PROVE_TABLE_H_
#define IZIN_DATA_LOADER_INTERNAL_PROVE_TABLE_H_

#include <vector>

#include "data/loader/internal/assembly.h"

namespace izin::internal {

// Enumerates the inputs that `entry` names over the rows of `table`, which were read from `rows`,
// and gives the table its index. A combination without a row or with several, a row that none
// reaches, a condition on what is no input, and a table too large to enumerate are issues.
void ProveTable(Assembly& assembly, const Table& entry, const std::vector<const Row*>& rows,
                DecisionTable& table);

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_PROVE_TABLE_H_
