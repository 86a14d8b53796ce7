// Reads answers that a server gave from its database, while that server runs or when it does not:
// for portal components that share its machine.
//
//   auto reader = izin::CacheReader::Open("/var/lib/izin");
//   auto answer = reader->Get("classifications/0123...");

#ifndef IZIN_SERVICE_STORE_CACHE_READER_H_
#define IZIN_SERVICE_STORE_CACHE_READER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "izin/v1/classification.pb.h"
#include "service/store/store.h"

namespace izin {

// Thread-safe. Sees what the server had written when this was opened; open another to see more.
class CacheReader {
 public:
  static absl::StatusOr<CacheReader> Open(const std::string& path);

  // FULL view, Indonesian, without due dates. InvalidArgument for what is no name, NotFound for an
  // answer that is not kept.
  absl::StatusOr<izin::v1::Classification> Get(const std::string& name) const;

 private:
  explicit CacheReader(std::unique_ptr<const Store> store) : store_(std::move(store)) {}

  std::unique_ptr<const Store> store_;
};

// The answer under `name` in an open store; as CacheReader::Get.
absl::StatusOr<izin::v1::Classification> ReadAnswer(const Store& store, const std::string& name);

// What is said where nothing is kept: NotFound, or InvalidArgument for what is no name.
absl::Status NoAnswer(const std::string& name);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_CACHE_READER_H_
