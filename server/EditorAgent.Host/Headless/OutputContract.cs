using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Schemas;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.Headless;

/// <summary>
/// The form that the final answer of a run must have: one JSON value that satisfies the user's schema. The model is told at the tail of the
/// prompt, so that nothing of the cached beginning changes.
/// </summary>
internal sealed class OutputContract
{
    /// <summary>How often an answer that breaks it is asked for again.</summary>
    public const int MostRepeats = 2;

    private const int LargestSchema = 64 * 1024;
    private const int LargestAnswer = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false };

    private readonly string text;
    private readonly CompiledSchema schema;

    private OutputContract(string text, CompiledSchema schema)
    {
        this.text = text;
        this.schema = schema;
    }

    /// <exception cref="UserFacingException">The file cannot be read or holds no usable schema.</exception>
    public static OutputContract Read(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > LargestSchema })
            {
                throw Unusable(file, string.Create(CultureInfo.InvariantCulture, $"it is larger than {LargestSchema} bytes"));
            }

            using var document = JsonDocument.Parse(File.ReadAllText(file), Reading);
            var root = document.RootElement.Clone();
            var compiled = CompiledSchema.Compile(root);
            return compiled.Faults is [var fault, ..]
                ? throw Unusable(file, $"{fault.Pointer} {fault.Message}")
                : new OutputContract(Line(root), compiled);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or SchemaException)
        {
            throw Unusable(file, wrong.Message);
        }
    }

    /// <summary>Stands behind the user's words.</summary>
    public string Demand => $"""
        When the work is done, your last answer is read by a program: it must be one JSON value and nothing else (no words around it, no code
        fence) that satisfies this JSON Schema:
        {this.text}
        """;

    /// <summary>Asks for the answer again.</summary>
    public static string Again(SchemaViolation violation) =>
        $"Your last answer does not have the form that was asked for: {violation.Path} {violation.Message}. Answer again with the whole JSON value and nothing else.";

    /// <summary>The answer on one line of JSON in ASCII, or what is wrong with it.</summary>
    public (string? Output, SchemaViolation? Violation) Check(string answer)
    {
        if (answer.Length > LargestAnswer)
        {
            return (null, new SchemaViolation("$", "is longer than 4 MiB", default));
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutFence(answer), Reading);
            return this.schema.Validate(document.RootElement) is { } violation
                ? (null, violation)
                : (Line(document.RootElement), null);
        }
        catch (JsonException wrong)
        {
            var place = wrong.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1})") : "";
            return (null, new SchemaViolation("$", $"is not one JSON value{place}", default));
        }
    }

    /// <summary>Models put fences around JSON whatever they are told; the value inside is what was asked for.</summary>
    private static string WithoutFence(string answer)
    {
        var trimmed = answer.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal) || trimmed.Length < 7)
        {
            return trimmed;
        }

        var begin = trimmed.IndexOf('\n', StringComparison.Ordinal);
        return begin < 0 ? trimmed : trimmed[(begin + 1)..^3].Trim();
    }

    /// <summary>The writer escapes everything that a terminal might take for more than a letter.</summary>
    private static string Line(JsonElement value)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length));
    }

    private static UserFacingException Unusable(string file, string why) =>
        new(ExitCode.Usage, $"--output-schema {file} cannot be used: {why.TrimEnd('.')}. Nothing was started.");
}
