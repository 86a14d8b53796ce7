#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/fingerprint.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/report.h"
#include "service/cli/ruleset_status_text.h"
#include "service/lifecycle/examine_bundle.h"
#include "service/lifecycle/minisign.h"
#include "service/reclassify/output_file.h"
#include "service/server/version_text.h"

namespace izin::cli {
namespace {

constexpr char kSignatureEnd[] = ".minisig";

// A file, whole; nothing of one that is larger than `most`.
absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t most) {
  std::error_code fault;
  const std::uintmax_t size = std::filesystem::file_size(path, fault);
  if (!fault && size > most) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": ", size, " bytes: want at most ", most));
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in || content.str().empty())
    return absl::NotFoundError(absl::StrCat(path, ": cannot be read, or is empty"));
  return content.str();
}

// The password of a key: the first line of a file, or of standard input for "-".
absl::StatusOr<std::string> PasswordIn(const std::string& path) {
  if (path.empty()) return std::string();
  std::string line;
  if (path == "-") {
    std::getline(std::cin, line);
    return line;
  }
  const absl::StatusOr<std::string> text = ReadFile(path, minisign::kMaxTextBytes);
  if (!text.ok()) return text.status();
  return std::string(*text, 0, text->find_first_of("\r\n"));
}

int Report(const absl::Status& status) {
  const bool is_refused = absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status);
  return Fail(status.message(), is_refused ? kRefused : kFailure);
}

// --- key
// ------------------------------------------------------------------------------------------

struct KeyOptions {
  std::string output;
  std::string password_file;
};

int MakeKey(const KeyOptions& options) {
  const absl::StatusOr<std::string> password = PasswordIn(options.password_file);
  if (!password.ok()) return Report(password.status());
  const std::string secret_path = absl::StrCat(options.output, ".key");
  const std::string public_path = absl::StrCat(options.output, ".pub");
  for (const std::string& path : {secret_path, public_path}) {
    if (std::ifstream(path).good())
      return Fail(absl::StrCat(path, ": is there already: a key is never overwritten"), kRefused);
  }
  const minisign::SecretKey secret = minisign::SecretKey::Generate();
  const absl::StatusOr<std::string> file = secret.ToFile(*password);
  if (!file.ok()) return Report(file.status());
  ::umask(S_IRWXG | S_IRWXO);
  absl::Status written = ReplaceFile(secret_path, *file);
  if (written.ok()) written = ReplaceFile(public_path, secret.public_key().ToFile());
  if (!written.ok()) return Report(written);
  std::cout << secret_path << "\n" << public_path << "\n";
  std::cerr << (SpeaksEnglish("") ? "key " : "kunci ") << secret.public_key().id() << "\n";
  return 0;
}

// --- build
// ----------------------------------------------------------------------------------------

struct BuildOptions {
  std::string data = "data";
  std::string ruleset;
  std::string output;
};

int Build(const BuildOptions& options) {
  RuleIssues issues;
  const absl::StatusOr<std::string> bundle =
      BuildBundle(options.data, options.ruleset, absl::StrCat("izin ", SoftwareVersion()), issues);
  std::cout << issues.ToString();
  if (!bundle.ok()) {
    if (issues.has_errors()) return kRefused;
    return Fail(bundle.status().message(), absl::IsNotFound(bundle.status()) ? kRefused : kFailure);
  }
  if (absl::Status written = ReplaceFile(options.output, *bundle); !written.ok())
    return Report(written);
  const absl::StatusOr<internal::Bundle> read = ReadBundle(*bundle);
  if (!read.ok()) return Report(read.status());
  std::cout << BundleText(*read, *bundle, SpeaksEnglish(""));
  return 0;
}

// --- sign and verify
// ------------------------------------------------------------------------------

struct SignOptions {
  std::string bundle;
  std::string key;
  std::string password_file;
  std::string comment;
  std::string output;
};

int Sign(const SignOptions& options) {
  const absl::StatusOr<std::string> bundle = ReadFile(options.bundle, kMaxBundleBytes);
  if (!bundle.ok()) return Report(bundle.status());
  const absl::StatusOr<std::string> file = ReadFile(options.key, minisign::kMaxTextBytes);
  if (!file.ok()) return Report(file.status());
  const absl::StatusOr<std::string> password = PasswordIn(options.password_file);
  if (!password.ok()) return Report(password.status());
  const absl::StatusOr<minisign::SecretKey> key = minisign::SecretKey::Parse(*file, *password);
  if (!key.ok()) return Report(key.status());
  const std::string comment =
      options.comment.empty() ? absl::StrCat("sha256:", BundleDigest(*bundle)) : options.comment;
  const absl::StatusOr<std::string> signature = key->Sign(*bundle, comment);
  if (!signature.ok()) return Report(signature.status());
  const std::string path =
      options.output.empty() ? absl::StrCat(options.bundle, kSignatureEnd) : options.output;
  if (absl::Status written = ReplaceFile(path, *signature); !written.ok()) return Report(written);
  std::cout << path << "\n";
  return 0;
}

struct VerifyOptions {
  std::string bundle;
  std::vector<std::string> keys;
  std::string signature;
};

absl::StatusOr<minisign::PublicKey> KeyOf(const std::string& named) {
  absl::StatusOr<minisign::PublicKey> key = minisign::PublicKey::Parse(named);
  if (key.ok()) return key;
  const absl::StatusOr<std::string> text = ReadFile(named, minisign::kMaxTextBytes);
  if (!text.ok()) return text.status();
  key = minisign::PublicKey::Parse(*text);
  if (!key.ok())
    return absl::InvalidArgumentError(absl::StrCat(named, ": ", key.status().message()));
  return key;
}

int Verify(const VerifyOptions& options) {
  const absl::StatusOr<std::string> bundle = ReadFile(options.bundle, kMaxBundleBytes);
  if (!bundle.ok()) return Report(bundle.status());
  const absl::StatusOr<std::string> signature = ReadFile(
      options.signature.empty() ? absl::StrCat(options.bundle, kSignatureEnd) : options.signature,
      minisign::kMaxTextBytes);
  if (!signature.ok()) return Report(signature.status());
  std::vector<minisign::PublicKey> keys;
  for (const std::string& named : options.keys) {
    const absl::StatusOr<minisign::PublicKey> key = KeyOf(named);
    if (!key.ok()) return Report(key.status());
    keys.push_back(*key);
  }
  const absl::StatusOr<minisign::Signed> by = minisign::Verify(keys, *bundle, *signature);
  if (!by.ok()) return Report(by.status());
  std::cout << (SpeaksEnglish("") ? "signed by key " : "ditandatangani kunci ") << by->key_id
            << ": " << by->comment << "\n";
  return 0;
}

// --- show
// -----------------------------------------------------------------------------------------

int Show(const std::string& path, const std::string& format) {
  const absl::StatusOr<std::string> bytes = ReadFile(path, kMaxBundleBytes);
  if (!bytes.ok()) return Report(bytes.status());
  const absl::StatusOr<internal::Bundle> bundle = ReadBundle(*bytes);
  if (!bundle.ok()) return Fail(absl::StrCat(path, ": ", bundle.status().message()), kRefused);
  if (format == "json") return PrintJson(bundle->manifest());
  const bool is_english = SpeaksEnglish("");
  std::cout << BundleText(*bundle, *bytes, is_english);
  std::cout << (is_english ? "Sources (not checked: use izin rules verify)\n"
                           : "Sumber (belum diperiksa: pakai izin rules verify)\n");
  for (const internal::SourceFile& file : bundle->source())
    std::cout << absl::StrFormat("  %9d  %s\n", file.content().size(), ShownPath(file.path()));
  return 0;
}

void AddKey(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand("key", "Make a pair of keys to sign rulesets with");
  command->footer("Example: izin rules key --output dpmptsp-medan --password-file rahasia.txt");
  auto options = std::make_shared<KeyOptions>();
  command->add_option("--output", options->output, "NAME.key and NAME.pub are written")->required();
  command->add_option("--password-file", options->password_file,
                      "its first line encrypts the secret key, - for standard input");
  command->callback([=, &exit_code] { exit_code = MakeKey(*options); });
}

void AddBuild(CLI::App& rules, int& exit_code) {
  CLI::App* command =
      rules.add_subcommand("build", "Make one file of a ruleset, checked, proved and tested");
  command->footer("Example: izin rules build --ruleset pp28-2025 --output pp28-2025.bundle");
  auto options = std::make_shared<BuildOptions>();
  command->add_option("--data", options->data, "data folder: kbli/, reference/, rulesets/")
      ->capture_default_str();
  command->add_option("--ruleset", options->ruleset, "its id, as pp28-2025")->required();
  command->add_option("--output", options->output, "the bundle to write")->required();
  command->callback([=, &exit_code] { exit_code = Build(*options); });
}

void AddSign(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand("sign", "Sign a bundle, in the format of minisign");
  command->footer("Example: izin rules sign pp28-2025.bundle --key dpmptsp-medan.key");
  auto options = std::make_shared<SignOptions>();
  command->add_option("FILE", options->bundle, "the bundle")->required();
  command->add_option("--key", options->key, "secret key, of izin rules key or minisign -G")
      ->required();
  command->add_option("--password-file", options->password_file,
                      "its first line is the password of the key, - for standard input");
  command->add_option("--comment", options->comment,
                      "trusted comment, one line [sha256:DIGEST of the bundle]");
  command->add_option("--output", options->output, "the signature [FILE.minisig]");
  command->callback([=, &exit_code] { exit_code = Sign(*options); });
}

void AddVerify(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand("verify", "Whether a bundle is what a key signed");
  command->footer("Example: izin rules verify pp28-2025.bundle --pubkey dpmptsp-medan.pub");
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("FILE", options->bundle, "the bundle")->required();
  command
      ->add_option("--pubkey", options->keys,
                   "public key of minisign, or its file; may be given again")
      ->required();
  command->add_option("--signature", options->signature, "the signature [FILE.minisig]");
  command->callback([=, &exit_code] { exit_code = Verify(*options); });
}

void AddShow(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand("show", "What is in a bundle, without trusting it");
  command->footer("Example: izin rules show pp28-2025.bundle");
  auto path = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("text");
  command->add_option("FILE", *path, "the bundle")->required();
  AddFormatOption(*command, *format);
  command->callback([=, &exit_code] { exit_code = Show(*path, *format); });
}

}  // namespace

void AddRulesBundles(CLI::App& rules, int& exit_code) {
  AddKey(rules, exit_code);
  AddBuild(rules, exit_code);
  AddSign(rules, exit_code);
  AddVerify(rules, exit_code);
  AddShow(rules, exit_code);
}

}  // namespace izin::cli
