// Signed versions of a ruleset that ships, made by izin.

#ifndef IZIN_TESTS_INTEGRATION_RULESET_BUNDLES_H_
#define IZIN_TESTS_INTEGRATION_RULESET_BUNDLES_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin::testing {

// `from`, which must be there, once replaced by `to`.
inline void ReplaceIn(const std::string& path, const std::string& from, const std::string& to) {
  std::string text = FileText(path);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << path << ": no " << from;
  text.replace(at, from.size(), to);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

// Each version has its own title, and so its own fingerprint.
class RulesetBundles {
 public:
  RulesetBundles() {
    EXPECT_EQ(RunIzin({"rules", "key", "--output", folder_ / "office"}).exit_code, 0);
  }

  std::string public_key() const { return folder_ / "office.pub"; }
  std::string secret_key() const { return folder_ / "office.key"; }
  std::string folder(int version) {
    const std::string path = folder_ / absl::StrCat("data-", version);
    if (std::filesystem::exists(path)) return path;
    const char* source = std::getenv("IZIN_SOURCE_DIR");
    std::filesystem::copy(absl::StrCat(source == nullptr ? "." : source, "/data"), path,
                          std::filesystem::copy_options::recursive);
    const std::string header = absl::StrCat(path, "/rulesets/pp28-2025/ruleset.textproto");
    ReplaceIn(header, "version: 1", absl::StrCat("version: ", version));
    ReplaceIn(header, "en: \"Risk", absl::StrCat("en: \"[", version, "] Risk"));
    return path;
  }
  // Built and signed at the first call.
  std::string bundle(int version) {
    const std::string path = folder_ / absl::StrCat(version, ".bundle");
    if (std::filesystem::exists(path)) return path;
    const Ran built = RunIzin(
        {"rules", "build", "--data", folder(version), "--ruleset", "pp28-2025", "--output", path});
    EXPECT_EQ(built.exit_code, 0) << built.out << built.err;
    fingerprints_[version] = HexIn(built.out);
    EXPECT_EQ(RunIzin({"rules", "sign", path, "--key", secret_key()}).exit_code, 0);
    return path;
  }
  std::string fingerprint(int version) {
    bundle(version);
    return fingerprints_[version];
  }

 private:
  // The first 64 hex digits in a row.
  static std::string HexIn(const std::string& text) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
      length = is_hex ? length + 1 : 0;
      if (length == 64) return text.substr(i - 63, 64);
    }
    return "";
  }

  TempFolder folder_;
  std::map<int, std::string> fingerprints_;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_INTEGRATION_RULESET_BUNDLES_H_
