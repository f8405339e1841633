using System.Text.Json;

namespace EditorAgent.Core.Tools;

/// <summary>What a person may change of a call: the arguments that its plan names, and nothing else.</summary>
internal static class EditedArguments
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>What is wrong with the changed arguments, as a clause; null when nothing is.</summary>
    public static string? Complain(PreparedToolCall.Planned planned, string argumentsJson)
    {
        try
        {
            using var edited = JsonDocument.Parse(argumentsJson, Strict);
            if (edited.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "what came back is not an object of arguments";
            }

            foreach (var argument in edited.RootElement.EnumerateObject())
            {
                if (!IsEditable(planned, argument.Name) && !(planned.Arguments.TryGetProperty(argument.Name, out var before) && JsonElement.DeepEquals(before, argument.Value)))
                {
                    return $"\"{argument.Name}\" cannot be changed for this tool";
                }
            }

            foreach (var before in planned.Arguments.EnumerateObject())
            {
                if (!IsEditable(planned, before.Name) && !edited.RootElement.TryGetProperty(before.Name, out _))
                {
                    return $"\"{before.Name}\" is missing";
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return "the changed arguments are not valid JSON";
        }
    }

    private static bool IsEditable(PreparedToolCall.Planned planned, string name) => planned.Plan.EditableArguments.Contains(name);
}
