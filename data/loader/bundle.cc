#include "data/loader/bundle.h"

#include <array>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include <sodium.h>

#include "data/loader/compile.h"
#include "izin/internal/bundle.pb.h"

namespace izin {
namespace {

constexpr int kFormat = 1;

std::string Serialize(const internal::Bundle& bundle) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    bundle.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace

std::string Fingerprint(absl::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

absl::StatusOr<BuiltRuleset> BuildRuleset(const SourceTree& sources, RuleIssues& issues) {
  PositionIndex positions;
  internal::Bundle bundle;
  bundle.set_format(kFormat);
  *bundle.mutable_ruleset() = ParseSources(sources, positions, issues);
  for (const auto& [path, content] : sources) {
    internal::SourceFile& file = *bundle.add_source();
    file.set_path(path);
    file.set_content(content);
  }
  BuiltRuleset built{.bundle = Serialize(bundle), .ruleset = nullptr};
  built.ruleset = Assemble(bundle.ruleset(), positions, Fingerprint(built.bundle), issues);
  if (built.ruleset == nullptr || issues.has_errors()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the ruleset has faults:\n", issues.ToString()));
  }
  return built;
}

absl::StatusOr<std::shared_ptr<const Ruleset>> LoadBundle(absl::string_view bytes) {
  internal::Bundle bundle;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !bundle.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("the bundle cannot be read: it is damaged or no ruleset bundle");
  }
  if (bundle.format() != kFormat) {
    return absl::FailedPreconditionError(
        absl::StrCat("bundle format ", bundle.format(), ": this version reads format ", kFormat));
  }
  RuleIssues issues;
  std::shared_ptr<const Ruleset> ruleset =
      Assemble(bundle.ruleset(), PositionIndex(), Fingerprint(bytes), issues);
  if (ruleset == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("the ruleset has faults:\n", issues.ToString()));
  }
  return ruleset;
}

absl::StatusOr<BuiltRuleset> BuildRulesetFolder(const std::string& data_dir, absl::string_view id) {
  absl::StatusOr<SourceTree> sources = ReadSourceTree(data_dir, id);
  if (!sources.ok()) return sources.status();
  RuleIssues issues;
  return BuildRuleset(*sources, issues);
}

}  // namespace izin
