// Reads answers that a server gave from its database, while that server runs or when it does not:
// for portal components that share its machine and run as its user, who alone may read it.
//
//   auto reader = izin::CacheReader::Open("/var/lib/izin");
//   auto answer = reader->Get("classifications/0123...");

#ifndef IZIN_SERVICE_STORE_CACHE_READER_H_
#define IZIN_SERVICE_STORE_CACHE_READER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "izin/v1/classification.pb.h"

namespace izin {

class Store;

// Thread-safe. Sees what the server had written when this was opened; open another to see more.
class CacheReader {
 public:
  // NotFound where there is no database, FailedPrecondition for one of another version, DataLoss
  // for a damaged one, Unavailable for anything else.
  static absl::StatusOr<CacheReader> Open(const std::string& path);

  // FULL view, Indonesian, without due dates. InvalidArgument for what is no name, NotFound for an
  // answer that is not kept.
  absl::StatusOr<izin::v1::Classification> Get(const std::string& name) const;

 private:
  explicit CacheReader(std::shared_ptr<const Store> store);

  std::shared_ptr<const Store> store_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_CACHE_READER_H_
