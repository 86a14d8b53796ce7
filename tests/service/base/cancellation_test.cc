#include "service/base/cancellation.h"

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(Cancellation, GoesOnSayingThatItIsOver) {
  int asked = 0;
  const auto is_cancelled = [&asked] { return ++asked == 3; };
  Cancellation cancellation(is_cancelled);
  EXPECT_FALSE(cancellation.IsOver());
  EXPECT_FALSE(cancellation.IsOver());
  EXPECT_FALSE(cancellation.is_over());
  EXPECT_TRUE(cancellation.IsOver());
  EXPECT_TRUE(cancellation.IsOver());
  EXPECT_TRUE(cancellation.is_over());
  EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace izin
