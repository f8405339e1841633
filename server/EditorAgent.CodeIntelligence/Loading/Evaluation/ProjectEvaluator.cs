using System.Collections.Immutable;
using Microsoft.Build.Definition;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Evaluation.Context;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>Evaluates project files; safe to call from several threads.</summary>
internal sealed class ProjectEvaluator(ProjectCollection collection, IReadOnlyDictionary<string, string> properties)
{
    private const ProjectLoadSettings Lenient =
        ProjectLoadSettings.IgnoreMissingImports | ProjectLoadSettings.IgnoreInvalidImports | ProjectLoadSettings.IgnoreEmptyImports | ProjectLoadSettings.FailOnUnresolvedSdk;

    private readonly EvaluationContext context = EvaluationContext.Create(EvaluationContext.SharingPolicy.Shared);

    /// <summary>Never throws for what is wrong with the project: that is the answer's <see cref="EvaluatedProject.Failure"/>.</summary>
    public EvaluatedProject Evaluate(string path)
    {
        try
        {
            var whole = this.Instance(path, null);
            var frameworks = whole.GetPropertyValue("TargetFrameworks").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var single = whole.GetPropertyValue("TargetFramework");
            if (single.Length > 0 || frameworks.Count == 0)
            {
                return new EvaluatedProject(path, [new EvaluatedLeg(path, single.Length > 0 ? single : null, false, whole)]);
            }

            return new EvaluatedProject(path, [.. frameworks.Select(framework => new EvaluatedLeg(path, framework, frameworks.Count > 1, this.Instance(path, framework)))]) { Outer = whole };
        }
        catch (InvalidProjectFileException exception)
        {
            return Failed(path, $"cannot be evaluated ({exception.ErrorCode} line {exception.LineNumber}: {exception.BaseMessage})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            return Failed(path, $"cannot be read ({exception.Message.Split('\n', 2)[0].Trim()})");
        }
    }

    private static EvaluatedProject Failed(string path, string failure) => new(path, ImmutableArray<EvaluatedLeg>.Empty) { Failure = failure };

    private ProjectInstance Instance(string path, string? framework)
    {
        var global = new Dictionary<string, string>(properties, StringComparer.OrdinalIgnoreCase);
        if (framework is not null)
        {
            global["TargetFramework"] = framework;
        }

        return ProjectInstance.FromFile(path, new ProjectOptions
        {
            ProjectCollection = collection,
            EvaluationContext = this.context,
            GlobalProperties = global,
            LoadSettings = Lenient,
        });
    }
}
