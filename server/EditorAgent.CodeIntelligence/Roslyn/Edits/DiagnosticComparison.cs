using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Which diagnostics came, went and stayed. They are the same by id, message and enclosing member, not by line, since lines move; and where the
/// member got another name, by id and message.
/// </summary>
internal sealed record DiagnosticComparison(ImmutableArray<FoundDiagnostic> Fixed, ImmutableArray<FoundDiagnostic> New, ImmutableArray<FoundDiagnostic> Still)
{
    public static DiagnosticComparison Of(ImmutableArray<FoundDiagnostic> before, ImmutableArray<FoundDiagnostic> after)
    {
        var (gone, came, still) = (before.ToList(), after.ToList(), ImmutableArray.CreateBuilder<FoundDiagnostic>());
        Match(gone, came, still, one => (one.Path, one.Id, one.Message, one.Member));
        Match(gone, came, still, one => (one.Path, one.Id, one.Message, ""));
        return new DiagnosticComparison([.. gone], [.. came], still.ToImmutable());
    }

    private static void Match(
        List<FoundDiagnostic> gone, List<FoundDiagnostic> came, ImmutableArray<FoundDiagnostic>.Builder still, Func<FoundDiagnostic, (string, string, string, string)> key)
    {
        var known = gone.GroupBy(key).ToDictionary(group => group.Key, group => new Queue<FoundDiagnostic>(group));
        came.RemoveAll(one =>
        {
            if (!known.TryGetValue(key(one), out var left) || !left.TryDequeue(out var old))
            {
                return false;
            }

            gone.Remove(old);
            still.Add(one);
            return true;
        });
    }
}
