using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>The compiler arguments that evaluation alone can tell: sources and language, no references.</summary>
internal static class DegradedArguments
{
    private static readonly (string Property, string Option)[] Options =
        [("LangVersion", "langversion"), ("Nullable", "nullable"), ("Features", "features"), ("MainEntryPoint", "main"), ("ModuleAssemblyName", "moduleassemblyname")];

    public static IEnumerable<string> Of(ProjectInstance instance)
    {
        if (instance.GetPropertyValue("AllowUnsafeBlocks").Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            yield return "/unsafe+";
        }

        foreach (var (property, option) in Options)
        {
            if (instance.GetPropertyValue(property) is { Length: > 0 } value)
            {
                yield return $"/{option}:{value}";
            }
        }

        if (instance.GetPropertyValue("DefineConstants") is { Length: > 0 } constants)
        {
            yield return $"/define:{constants}";
        }

        yield return $"/target:{instance.GetPropertyValue("OutputType").ToLowerInvariant() switch { "exe" => "exe", "winexe" => "winexe", "module" => "module", _ => "library" }}";
        foreach (var item in instance.GetItems("Compile"))
        {
            yield return item.EvaluatedInclude;
        }
    }
}
