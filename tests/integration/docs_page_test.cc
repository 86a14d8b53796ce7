// The page of the API in a browser: a real server, a real browser, and what a reader then sees.
// With IZIN_SCREENSHOTS=FOLDER its picture is left there.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin::testing {
namespace {

// A server of HTTP, and a browser that looks at it.
class DocsPageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = std::make_unique<Process>(
        "izind", std::vector<std::string>{"--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"});
    const std::string prefix = "izind http ";
    for (int i = 0; i < 1000 && http_.empty(); ++i) {
      const std::string out = server_->out();
      const std::size_t at = out.find(prefix);
      if (at != std::string::npos && out.back() == '\n')
        http_ = out.substr(at + prefix.size(), out.size() - at - prefix.size() - 1);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_NE(http_, "") << server_->err();
  }

  // Runs the browser on a path; what it prints. The log of its console is in `console_`.
  std::string Browse(const std::string& flags, const std::string& path) {
    // As root a sandbox cannot be had; the page asks no other server.
    const std::string command =
        "timeout 120 chromium --headless --no-sandbox --disable-gpu --no-first-run "
        "--disable-background-networking --disable-component-update --disable-sync "
        "--enable-logging=stderr --window-size=1200,1600 --virtual-time-budget=20000 "
        "--user-data-dir=" +
        (folder_ / "profile") + " " + flags + " http://" + http_ + path + " > " +
        (folder_ / "out") + " 2> " + (folder_ / "err");
    EXPECT_EQ(std::system(command.c_str()), 0) << FileText(folder_ / "err");
    console_ = FileText(folder_ / "err");
    return FileText(folder_ / "out");
  }

  TempFolder folder_;
  std::unique_ptr<Process> server_;
  std::string http_;
  std::string console_;
};

// Whether a text stands in a page, which is too long to be shown.
bool Holds(const std::string& page, const std::string& text) {
  return page.find(text) != std::string::npos;
}

TEST_F(DocsPageTest, ShowsEveryServiceAndNoFault) {
  const std::string page = Browse("--dump-dom", "/docs/");
  for (const char* shown : {"ClassifyActivity", "ClassifyOssPayload", "SearchKbliEntries",
                            "ListReferenceValues", "GetDecision", "OAS 3.1"})
    EXPECT_TRUE(Holds(page, shown)) << shown;
  // What the page says where it cannot read the document, or a part of it.
  for (const char* fault : {"Failed to load API definition", "Could not resolve", "Parser error"})
    EXPECT_FALSE(Holds(page, fault)) << fault;
  for (const char* fault : {"Uncaught", "Refused to"})
    EXPECT_FALSE(Holds(console_, fault)) << console_;
}

TEST_F(DocsPageTest, OpensTheMethodThatALinkNames) {
  const std::string page =
      Browse("--dump-dom", "/docs/#/OssPayloadService/OssPayloadService_ClassifyOssPayload");
  EXPECT_TRUE(Holds(page, "Classifies each location of each project of a"));
  EXPECT_FALSE(Holds(page, "Applies the method of risk analysis"));  // those of others stay shut
}

TEST_F(DocsPageTest, IsPaintedNotBlank) {
  const std::string picture = folder_ / "docs.png";
  Browse("--screenshot=" + picture, "/docs/");
  const std::string bytes = FileText(picture);
  EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_GT(bytes.size(), 30000U);  // a blank page of that size has 8,000
  if (const char* left = std::getenv("IZIN_SCREENSHOTS"); left != nullptr)
    std::filesystem::copy_file(picture, std::string(left) + "/docs.png",
                               std::filesystem::copy_options::overwrite_existing);
}

}  // namespace
}  // namespace izin::testing
