using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>Where null can be dereferenced, likeliest first, also in projects that have no nullable annotations.</summary>
public sealed class NullAnalysisQuestion(TimeProvider time)
{
    private const int ContextLines = 1;
    private const int MostMembers = 12;

    public Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, NullAnalysisQuery query, CancellationToken cancellationToken) =>
        Question.AnswerAsync(snapshot, "the null analysis", time, deadline => AnswerAsync(snapshot, query, deadline.Token), cancellationToken);

    private static async Task<CodeAnswer> AnswerAsync(CodeSnapshot snapshot, NullAnalysisQuery query, CancellationToken cancellationToken)
    {
        var subject = await NullSubject.OfAsync(snapshot, query, cancellationToken);
        if (subject.Refusal is not null)
        {
            return subject.Refusal;
        }

        var projects = subject.Documents.Select(document => document.Project).Distinct().ToImmutableArray();
        var copy = new NullableCopy(snapshot, projects.SelectMany(project => Closure(snapshot.Solution, project)).Distinct());
        var (all, isPartial) = await new NullSearch(snapshot, copy).FindAsync(subject.Documents, cancellationToken);
        var findings = all.Where(subject.IsAbout).Select(subject.Rank).ToImmutableArray();
        var quotations = new Quotations(snapshot);
        var items = await ItemsAsync(findings, quotations);
        if (findings.IsEmpty)
        {
            items = await FramesAsync(subject, quotations);
        }

        var unannotated = projects.Where(project => copy.IsUnannotated(project.Id)).Select(QueryScope.NameOf).Distinct(StringComparer.Ordinal).ToList();
        return new AnswerText(snapshot, query.Budget)
            .Remark(unannotated.Count == 0 ? null : $"({string.Join(", ", unannotated)}: Nullable is not enabled; analysed as if it were, nothing written)")
            .Remark(subject.Remark)
            .Build(items, Totals(snapshot, findings), query.Symbol is null ? "scope or sym" : null, isPartial);
    }

    private static IEnumerable<Project> Closure(Solution solution, Project project) =>
        solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(project.Id).Select(solution.GetProject).OfType<Project>().Append(project)
            .Where(one => one.Language == LanguageNames.CSharp);

    private static async Task<ImmutableArray<QuotedItem>> ItemsAsync(ImmutableArray<NullFinding> findings, Quotations quotations)
    {
        var items = ImmutableArray.CreateBuilder<QuotedItem>();
        var files = findings.GroupBy(finding => finding.Document.FilePath)
            .OrderByDescending(file => file.Max(finding => finding.Likelihood))
            .ThenBy(file => file.Key, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var quoted = await quotations.OfAsync(file.First().Document, CancellationToken.None);
            foreach (var member in file.GroupBy(finding => finding.Member).OrderByDescending(member => member.Max(finding => finding.Likelihood)).ThenBy(member => member.Min(finding => finding.Line)))
            {
                var ordered = member.OrderByDescending(finding => finding.Likelihood).ThenBy(finding => finding.Line).ToList();
                var title = $"  {member.Key}   {ordered.Count} {(ordered.Count == 1 ? "finding" : "findings")}";
                items.Add(new QuotedItem(
                    new AnswerItem(QueryScope.NameOf(ordered[0].Document.Project), quoted.Path, $"{title}  {string.Join(", ", ordered.Select(finding => $"{finding.Line} {finding.Id}"))}")
                    {
                        Header = quoted.Header,
                        Signature = $"{title}\n{string.Join('\n', ordered.Select(finding => $"    {finding.Line} {finding.Id} {finding.Message}"))}",
                        Source = $"{title}\n{string.Join('\n', ordered.Select(finding => Quoted(quoted.File, finding)))}",
                    },
                    quoted,
                    ordered[0].Line));
            }
        }

        return items.ToImmutable();
    }

    private static string Quoted(ShownFile file, NullFinding finding) =>
        $"{NumberedLines.Of(file, finding.Line - ContextLines, finding.Line, [finding.Line], "")}    {finding.Id}  {finding.Message}\n"
            + NumberedLines.Of(file, finding.Line + 1, finding.Line + ContextLines, [], "");

    /// <summary>Without a finding the lines of a stack trace are still worth reading.</summary>
    private static async Task<ImmutableArray<QuotedItem>> FramesAsync(NullSubject subject, Quotations quotations)
    {
        var items = ImmutableArray.CreateBuilder<QuotedItem>();
        foreach (var (document, line, member) in subject.Frames)
        {
            var quoted = await quotations.OfAsync(document, CancellationToken.None);
            items.Add(new QuotedItem(
                new AnswerItem(QueryScope.NameOf(document.Project), quoted.Path, $"  {member}  {line}")
                {
                    Header = quoted.Header,
                    Source = $"  {member}   no warning on this line, look at what it dereferences\n{NumberedLines.Of(quoted.File, line - ContextLines, line + ContextLines, [line], "")}",
                },
                quoted,
                line));
        }

        return items.ToImmutable();
    }

    private static string Totals(CodeSnapshot snapshot, ImmutableArray<NullFinding> findings)
    {
        if (findings.IsEmpty)
        {
            return snapshot.Coverage.IsComplete ? "0 findings" : "0 found in the covered part";
        }

        var members = findings.GroupBy(finding => finding.Member).OrderByDescending(group => group.Max(finding => finding.Likelihood)).ToList();
        var named = string.Join(", ", members.Take(MostMembers).Select(group => $"{group.Key} {group.Count()}"));
        return $"{findings.Length} {(findings.Length == 1 ? "finding" : "findings")}, likeliest first; per member: {named}{(members.Count > MostMembers ? $", and {members.Count - MostMembers} more" : "")}";
    }
}
