#include "service/lifecycle/imports/ruleset_files.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

absl::Status CannotRead(const fs::path& path) {
  return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be read"));
}

absl::Status CannotWrite(const fs::path& path) {
  return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be written"));
}

absl::StatusOr<std::string> ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) return CannotRead(path);
  return std::move(content).str();
}

absl::Status WriteFile(const fs::path& path, const std::string& content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  const fs::path fresh = path.string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (!out) return CannotWrite(path);
  fs::rename(fresh, path, error);
  return error ? CannotWrite(path) : absl::OkStatus();
}

bool IsRuleFile(const fs::path& path) {
  return path.extension() == ".tsv" || path.extension() == ".textproto";
}

absl::Status WriteAll(const SourceTree& files, const fs::path& folder) {
  for (const auto& [name, content] : files) {
    if (absl::Status status = WriteFile(folder / name, content); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Update(const SourceTree& files, const std::string& folder) {
  absl::StatusOr<SourceTree> held = ReadRulesetFiles(folder);
  if (!held.ok()) return held.status();
  for (const auto& [name, content] : files) {
    const auto before = held->find(name);
    if (before != held->end() && before->second == content) continue;
    absl::Status status = WriteFile(fs::path(folder) / name, content);
    if (!status.ok()) return status;
  }
  for (const auto& [name, content] : *held) {
    std::error_code error;
    if (!files.contains(name)) fs::remove(fs::path(folder) / name, error);
    if (error) return CannotWrite(fs::path(folder) / name);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SourceTree> ReadRulesetFiles(const std::string& folder) {
  std::error_code error;
  if (!fs::is_regular_file(fs::path(folder) / "ruleset.textproto", error)) {
    return absl::NotFoundError(
        absl::StrCat(folder, ": want the folder of a ruleset, with its ruleset.textproto"));
  }
  SourceTree files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
    std::error_code gone;
    if (!entry.is_regular_file(gone) || !IsRuleFile(entry.path())) continue;
    absl::StatusOr<std::string> content = ReadFile(entry.path());
    if (!content.ok()) return content.status();
    files[entry.path().lexically_relative(folder).generic_string()] = *std::move(content);
  }
  if (error) return CannotRead(folder);
  return files;
}

absl::Status WriteRulesetFiles(const SourceTree& files, const std::string& base,
                               const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && fs::equivalent(base, folder, error) && !error)
    return Update(files, folder);
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    return absl::AlreadyExistsError(absl::StrCat(
        folder,
        ": holds something already: want a new folder, or that of the ruleset imported to"));
  }
  fs::path target = fs::path(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  const fs::path fresh = target.string() + ".new";
  fs::remove_all(fresh, error);
  if (absl::Status status = WriteAll(files, fresh); !status.ok()) return status;
  fs::remove(target, error);  // an empty one
  fs::rename(fresh, target, error);
  return error ? CannotWrite(target) : absl::OkStatus();
}

absl::StatusOr<SourceTree> ReadInputFiles(const std::string& path, const std::string& ending) {
  std::error_code error;
  SourceTree files;
  if (fs::is_regular_file(path, error)) {
    absl::StatusOr<std::string> content = ReadFile(path);
    if (!content.ok()) return content.status();
    files[path] = *std::move(content);
    return files;
  }
  if (!fs::is_directory(path, error))
    return absl::NotFoundError(absl::StrCat(path, ": no such file or folder"));
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, error)) {
    std::error_code gone;
    if (!entry.is_regular_file(gone) || entry.path().extension() != ending) continue;
    absl::StatusOr<std::string> content = ReadFile(entry.path());
    if (!content.ok()) return content.status();
    files[entry.path().generic_string()] = *std::move(content);
  }
  if (error) return CannotRead(path);
  if (files.empty()) return absl::NotFoundError(absl::StrCat(path, ": holds no *", ending));
  return files;
}

}  // namespace izin
