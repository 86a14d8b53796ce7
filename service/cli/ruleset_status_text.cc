#include "service/cli/ruleset_status_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/resource_names.h"
#include "data/loader/fingerprint.h"

namespace izin::cli {
namespace {

// One of two languages.
class Words {
 public:
  explicit Words(bool is_english) : is_english_(is_english) {}
  absl::string_view operator()(absl::string_view id, absl::string_view en) const {
    return is_english_ ? en : id;
  }
  // "2018-06-21 to 2021-02-01"
  std::string Days(absl::string_view from, absl::string_view to) const {
    if (to.empty()) return absl::StrCat((*this)("sejak ", "from "), from);
    return absl::StrCat(from, (*this)(" sampai ", " to "), to);
  }

 private:
  bool is_english_;
};

std::string AttemptText(const v1::ActivationAttempt& attempt, const Words& word) {
  std::string text =
      absl::StrCat(attempt.time(), " ",
                   attempt.action() == "rollback" ? word("pengembalian", "rollback")
                                                  : word("pengaktifan", "activation"),
                   attempt.source() == "call" ? "" : absl::StrCat(", ", attempt.source()));
  if (!attempt.ruleset().empty()) absl::StrAppend(&text, ", ", attempt.ruleset());
  if (!attempt.signed_by().empty())
    absl::StrAppend(&text, ", ", word("kunci ", "key "), attempt.signed_by());
  return text;
}

std::string ProposalText(const v1::RulesetProposal& proposal, const Words& word) {
  return absl::StrCat(word("Menunggu orang kedua: ", "Waits for a second person: "),
                      proposal.ruleset(), "\n  ", word("diusulkan oleh ", "proposed by "),
                      proposal.proposed_by(), word(" pada ", " at "), proposal.proposed_at(),
                      word(", sampai ", ", until "), proposal.expires_at(), "\n  ",
                      word("sha256 berkas ", "sha256 of file "), proposal.bundle_digest(), "\n");
}

}  // namespace

std::string ShownPath(absl::string_view path) {
  std::string shown;
  for (char c : path.substr(0, 200)) {
    const bool is_plain = static_cast<unsigned char>(c) >= ' ' && c != 0x7f;
    shown.push_back(is_plain ? c : '?');
  }
  return shown;
}

std::string BundleText(const internal::Bundle& bundle, absl::string_view bytes, bool is_english) {
  const Words word(is_english);
  const internal::Manifest& manifest = bundle.manifest();
  const internal::CaseReport& cases = bundle.cases();
  std::string text = absl::StrCat(
      kRulesetPrefix, ShownPath(manifest.id()), word(", versi ", ", version "), manifest.version(),
      "\n  ", word("berlaku ", "in force "),
      word.Days(ShownPath(manifest.effective_from()), ShownPath(manifest.effective_to())),
      "; KBLI ", ShownPath(manifest.kbli_edition()));
  if (!manifest.data_as_of().empty()) {
    absl::StrAppend(&text, word("; data per ", "; data of "), ShownPath(manifest.data_as_of()));
  }
  absl::StrAppend(&text, "\n  ", word("sidik aturan   ", "fingerprint    "),
                  ShownPath(bundle.fingerprint()), "\n  ",
                  word("sha256 berkas  ", "sha256 of file "), BundleDigest(bytes), "\n  ",
                  bytes.size(), word(" bita, ", " bytes, "), bundle.source_size(),
                  word(" berkas sumber, format ", " source files, format "), bundle.format(),
                  word(", dibuat oleh ", ", built by "), ShownPath(manifest.tool()), "\n  ",
                  cases.passed(), word(" dari ", " of "), cases.passed() + cases.failed(),
                  word(" kasus uji sesuai; mencapai ", " cases came out as expected; they reach "),
                  cases.rows_reached(), word(" dari ", " of "), cases.rows(),
                  word(" baris tabel\n", " rows of tables\n"));
  return text;
}

std::string RulesetText(const v1::Ruleset& ruleset, bool is_english) {
  const Words word(is_english);
  std::string text = absl::StrCat(
      ruleset.name(), word(", versi ", ", version "), ruleset.version(), ": ",
      word("berlaku ", "answers "), word.Days(ruleset.effective_from(), ruleset.effective_to()),
      "\n  ", word("sidik aturan ", "fingerprint "), ruleset.fingerprint(), "\n");
  if (!ruleset.data_as_of().empty())
    absl::StrAppend(&text, "  ", word("data per ", "data of "), ruleset.data_as_of(), "\n");
  if (ruleset.signed_by().empty()) {
    absl::StrAppend(&text, "  ", word("bawaan program", "came with the program"), "\n");
    return text;
  }
  absl::StrAppend(&text, "  ", word("ditandatangani kunci ", "signed by key "), ruleset.signed_by(),
                  ruleset.is_rollback() ? word("; dikembalikan ", "; brought back ")
                                        : word("; diaktifkan ", "; activated "),
                  ruleset.activated_at(), "\n  ", word("sha256 berkas ", "sha256 of file "),
                  ruleset.bundle_digest(), "\n");
  return text;
}

std::string StatusText(const v1::ListRulesetsResponse& list, bool is_english) {
  const Words word(is_english);
  std::string text;
  for (const v1::Ruleset& ruleset : list.rulesets())
    absl::StrAppend(&text, RulesetText(ruleset, is_english));
  if (list.rulesets().empty())
    absl::StrAppend(&text, word("Belum ada aturan yang menjawab.", "No ruleset answers yet."),
                    "\n");
  const v1::ActivationStatus& status = list.status();
  absl::StrAppend(&text, word("Diaktifkan ", "Activated "), status.activations(),
                  word(" kali, dikembalikan ", " times, rolled back "), status.rollbacks(),
                  word(" kali, ditolak ", " times, refused "), status.failures(),
                  word(" kali; dimuat dari simpanan ", " times; loaded from the store "),
                  status.loads_on_demand(), word(" kali\n", " times\n"));
  absl::StrAppend(&text, word("Terakhir berhasil: ", "Last success: "),
                  status.has_last_success() ? AttemptText(status.last_success(), word)
                                            : std::string(word("belum pernah", "none")),
                  "\n", word("Terakhir ditolak: ", "Last refused: "),
                  status.has_last_failure() ? AttemptText(status.last_failure(), word)
                                            : std::string(word("belum pernah", "none")),
                  "\n");
  if (status.has_last_failure()) {
    absl::StrAppend(&text, "  ", word("sebab: ", "because "), status.last_failure().message(),
                    "\n");
  }
  for (const v1::RulesetProposal& proposal : status.proposals())
    absl::StrAppend(&text, ProposalText(proposal, word));
  absl::StrAppend(&text, word("Kunci tepercaya: ", "Trusted keys: "),
                  status.trusted_keys().empty() ? std::string(word("tidak ada", "none"))
                                                : absl::StrJoin(status.trusted_keys(), ", "),
                  "\n");
  if (!status.watched_folder().empty()) {
    absl::StrAppend(&text, word("Folder yang dipantau: ", "Watched folder: "),
                    status.watched_folder(), "\n");
  }
  return text;
}

std::string ActivationText(const v1::ActivateRulesetResponse& response, bool validate_only,
                           bool is_english) {
  const Words word(is_english);
  std::string text;
  for (const v1::RuleIssue& issue : response.issues())
    absl::StrAppend(&text, issue.where(), ": ", issue.severity(), ": ", issue.message(), "\n");
  if (!response.has_ruleset()) return text;
  absl::StrAppend(&text, RulesetText(response.ruleset(), is_english), "  ", response.cases_passed(),
                  word(" kasus uji sesuai\n", " cases came out as expected\n"));
  if (response.already_active())
    absl::StrAppend(&text, word("Sudah aktif: tidak ada yang berubah.\n",
                                "It is active already: nothing changed.\n"));
  if (!validate_only) return text;
  absl::StrAppend(&text, word("Diperiksa saja, tidak diaktifkan.\n", "Checked, not activated.\n"));
  if (!response.has_diff()) return text;
  const v1::DiffSummary& diff = response.diff();
  absl::StrAppend(&text, word("Terhadap ", "Against "), diff.from(), ":\n  ", diff.changes(),
                  word(" jawaban berubah dari ", " answers change of "), diff.cells(),
                  word(": risiko naik ", ": risk raised in "), diff.risk_raised(),
                  word(", turun ", ", lowered in "), diff.risk_lowered(), "\n  ",
                  diff.rule_changes(),
                  word(" butir aturan berbeda\n", " entries of the rules differ\n"));
  return text;
}

}  // namespace izin::cli
