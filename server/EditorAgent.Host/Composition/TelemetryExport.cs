using EditorAgent.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EditorAgent.Host.Composition;

/// <summary>
/// Sends traces and metrics to a collector over OTLP (HTTP, protobuf), from threads of its own with bounded queues: a turn never waits for it,
/// and what a collector does not take is dropped.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>For what is still queued at the end, of traces and of metrics each.</summary>
    private const int FarewellMilliseconds = 1_000;

    private const int ExportMilliseconds = 5_000;

    private readonly TracerProvider tracer;
    private readonly MeterProvider meter;

    public TelemetryExport(Uri endpoint, bool includesContent)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("editor-agent", serviceVersion: ProductVersion.Text);
        this.tracer = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(AgentTelemetry.Name).AddOtlpExporter(options => Set(options, endpoint, "v1/traces")).Build();
        this.meter = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(AgentTelemetry.Name).AddOtlpExporter(options => Set(options, endpoint, "v1/metrics")).Build();
        AgentTelemetry.IncludesContent = includesContent;
        AgentTelemetry.IsOn = true;
    }

    public void Dispose()
    {
        AgentTelemetry.IsOn = false;
        this.tracer.Shutdown(FarewellMilliseconds);
        this.meter.Shutdown(FarewellMilliseconds);
        this.tracer.Dispose();
        this.meter.Dispose();
    }

    private static void Set(OtlpExporterOptions options, Uri endpoint, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
        options.TimeoutMilliseconds = ExportMilliseconds;
    }
}
