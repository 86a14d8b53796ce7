#include "service/cli/terminal.h"

#include <unistd.h>

#include <gtest/gtest.h>

namespace izin::cli {
namespace {

TEST(TerminalTest, WhatIsNoTerminalGetsAPrintedPage) {
  if (isatty(STDOUT_FILENO) != 0) GTEST_SKIP() << "standard output is a terminal";
  const Page::Options page = TerminalPage();
  EXPECT_EQ(page.width, 100U);
  EXPECT_FALSE(page.use_colour);
}

}  // namespace
}  // namespace izin::cli
