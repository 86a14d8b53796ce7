// A database of a test's own.

#ifndef IZIN_TESTS_SERVICE_STORE_OPENED_STORE_H_
#define IZIN_TESTS_SERVICE_STORE_OPENED_STORE_H_

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "service/store/store.h"

namespace izin {

// Opened in the folder, whatever it holds; one that cannot be opened fails the test.
inline std::unique_ptr<Store> Opened(const std::string& path) {
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open({.path = path});
  EXPECT_TRUE(store.ok()) << store.status();
  return *std::move(store);
}

}  // namespace izin

#endif  // IZIN_TESTS_SERVICE_STORE_OPENED_STORE_H_
