// Puts the shards of a registry together again.

#ifndef IZIN_SERVICE_RECLASSIFY_MERGE_SHARDS_H_
#define IZIN_SERVICE_RECLASSIFY_MERGE_SHARDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "izin/internal/registry.pb.h"
#include "service/reclassify/repeated_ids.h"
#include "service/reclassify/run_outputs.h"

namespace izin {

struct MergedShards {
  internal::RegistrySummary summary;
  RepeatedIds repeated;
};

// Writes the outputs of the shards one behind the other, in the order of the input, each head once:
// the bytes that one run over the whole file would have written. `shards` are the paths of their
// changes, in any order, beside which their manifests lie; of `outputs` an empty path is not
// written. `regions` are those of the ruleset that the shards name.
//
// FAILED_PRECONDITION, before anything is written, if a shard is missing or stands twice, or if
// they are not of one input, one pair of rulesets and one setting; DATA_LOSS if an output of a
// shard has another size than its manifest says; NOT_FOUND and UNAVAILABLE for what cannot be read
// or written. What stands twice is looked for over all shards, by the ids that each left.
absl::StatusOr<MergedShards> MergeShards(const std::vector<std::string>& shards,
                                         const OutputPaths& outputs,
                                         absl::Span<const Region> regions);

// The manifest of a shard.
absl::StatusOr<internal::ShardManifest> ReadManifest(const std::string& changes);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_MERGE_SHARDS_H_
