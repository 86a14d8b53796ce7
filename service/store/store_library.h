// What the store is built on.

#ifndef IZIN_SERVICE_STORE_STORE_LIBRARY_H_
#define IZIN_SERVICE_STORE_STORE_LIBRARY_H_

#include <string>

namespace izin {

// "RocksDB 7.8.3", as it is linked.
std::string StoreLibrary();

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_STORE_LIBRARY_H_
