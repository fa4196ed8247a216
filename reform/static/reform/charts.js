/* Draws <figure data-chart> from the JSON beside its canvas: how a number went over time, in steps.
 *
 *   {"series": [{"label": "Units", "points": [["2015-01-01", 640], ["2025-07-01", null], ...]}],
 *    "levels": [{"kind": "target" | "baseline", "label": "…", "value": 576, "from": "…", "until": "…"}],
 *    "today": {"label": "Today", "date": "2026-03-01"}}
 *
 * A point says what is so from that day on; null breaks the line: not known. `from`, `until` and
 * `today` may be left out. The table beside a chart says the same, so nothing is only in a picture.
 */
'use strict';
{
  const DAY = 86400000;
  const days = (iso) => Math.round(Date.parse(iso + 'T00:00:00Z') / DAY);
  const dateOf = (day) => new Date(day * DAY);
  const newYear = (year) => days(`${year}-01-01`);
  const language = document.documentElement.lang || 'vi';
  const number = new Intl.NumberFormat(language);
  const date = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC' }); // 01/07/2025 in both languages

  /* A token's colour as the theme of this moment resolves it. */
  const colour = (figure, token) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    figure.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

  /* What is so stays so until the next point, up to the day from which it is not known; up to `seen`,
   * or to the end of the chart for what is already decided of days to come. */
  const steps = (data, seen, end) => data.series.map((series, index) => {
    const points = [];
    for (const [day, value] of series.points) {
      const before = points.at(-1);
      if (value === null && before) points.push({ x: days(day), y: before.y });
      points.push({ x: days(day), y: value });
    }
    const last = points.at(-1);
    const ahead = Boolean(last) && last.x > seen;
    if (last) points.push({ x: ahead ? end : seen, y: last.y });
    return {
      label: series.label, data: points, stepped: 'before', token: ['--met', '--behind', '--unknown'][index % 3],
      borderDash: ahead ? [3, 3] : undefined,
      borderWidth: 2.5, pointRadius: 0, pointHitRadius: 12, pointHoverRadius: 4, order: 1,
    };
  });

  const levels = (data, from, until) => (data.levels || []).map((level) => {
    const target = level.kind === 'target';
    const end = level.until ? days(level.until) : until;
    return {
      label: level.label, token: target ? '--gold' : '--ink-faint',
      data: [{ x: level.from ? days(level.from) : from, y: level.value }, { x: end, y: level.value }],
      borderDash: target ? [8, 5] : [2, 4], borderWidth: 2, order: 2,
      pointRadius: target && level.until ? [0, 4] : 0, pointStyle: 'rectRot', pointHitRadius: 8,
    };
  });

  const paint = (chart) => {
    const figure = chart.canvas.closest('figure');
    for (const dataset of chart.data.datasets) {
      dataset.borderColor = dataset.backgroundColor = colour(figure, dataset.token);
    }
    chart.options.color = colour(figure, '--ink-soft');
    for (const axis of Object.values(chart.options.scales)) {
      axis.ticks.color = colour(figure, '--ink-soft');
      axis.grid.color = colour(figure, '--line');
    }
    chart.update('none');
  };

  const todayMark = (today) => ({
    id: 'today',
    afterDatasetsDraw(chart) {
      if (!today) return;
      const { ctx, chartArea: area, scales } = chart;
      const x = scales.x.getPixelForValue(days(today.date));
      if (x < area.left || x > area.right) return;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = colour(chart.canvas.closest('figure'), '--ink-soft');
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(x, area.top);
      ctx.lineTo(x, area.bottom);
      ctx.stroke();
      ctx.font = `12px ${getComputedStyle(chart.canvas).fontFamily}`;
      ctx.textAlign = x > area.right - 60 ? 'right' : 'left';
      ctx.fillText(today.label, x + (ctx.textAlign === 'right' ? -5 : 5), area.top + 11);
      ctx.restore();
    },
  });

  /* One tick a year, thinned when they would touch. */
  const yearTicks = (axis) => {
    const first = dateOf(axis.min).getUTCFullYear();
    const last = dateOf(axis.max).getUTCFullYear();
    const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, axis.width / 52)));
    axis.ticks = [];
    for (let year = first; year <= last; year += every) {
      if (newYear(year) >= axis.min) axis.ticks.push({ value: newYear(year) });
    }
  };

  /* The legend shows lines as they are drawn, dashes too. */
  const legend = (chart) => Chart.defaults.plugins.legend.labels.generateLabels(chart).map((label) => ({
    ...label, lineDash: chart.data.datasets[label.datasetIndex].borderDash || [], pointStyle: 'line',
  }));

  const options = (from, until) => ({
    animation: false, maintainAspectRatio: false, responsive: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    plugins: {
      legend: { position: 'bottom', labels: { usePointStyle: true, pointStyleWidth: 28, generateLabels: legend } },
      tooltip: {
        callbacks: {
          title: (items) => (items.length ? date.format(dateOf(items[0].parsed.x)) : ''),
          label: (item) => `${item.dataset.label}: ${number.format(item.parsed.y)}`,
        },
      },
    },
    scales: {
      x: {
        type: 'linear', min: from, max: until, grid: {}, afterBuildTicks: yearTicks,
        ticks: { maxRotation: 0, callback: (day) => String(dateOf(day).getUTCFullYear()) },
      },
      y: { grid: {}, grace: '10%', ticks: { precision: 0, callback: (value) => number.format(value) } },
    },
  });

  const draw = (figure) => {
    const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const known = data.series.flatMap((series) => series.points.map(([day]) => days(day)));
    const ends = (data.levels || []).flatMap((level) => [level.from, level.until]).filter(Boolean).map(days);
    const today = data.today ? [days(data.today.date)] : [];
    const all = [...known, ...ends, ...today];
    if (!all.length) return;
    const from = newYear(dateOf(Math.min(...all)).getUTCFullYear());
    const until = newYear(dateOf(Math.max(...all)).getUTCFullYear() + 1);
    const seenUntil = today.length ? today[0] : Math.max(...known);
    const chart = new Chart(figure.querySelector('canvas'), {
      type: 'line',
      data: { datasets: [...steps(data, seenUntil, until), ...levels(data, from, until)] },
      options: options(from, until),
      plugins: [todayMark(data.today)],
    });
    paint(chart);
    figure.dataset.chart = 'drawn';
    return chart;
  };

  const undrawn = 'figure[data-chart]:not([data-chart="drawn"])';
  const drawAll = (root) => root.querySelectorAll(undrawn).forEach(draw);
  const repaintAll = () => Object.values(Chart.instances).forEach(paint);

  document.addEventListener('DOMContentLoaded', () => {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    drawAll(document);
  });
  document.addEventListener('htmx:load', (event) => drawAll(event.target.parentElement || document));
  document.addEventListener('htmx:beforeCleanupElement', (event) => {
    event.target.querySelectorAll?.('canvas').forEach((canvas) => Chart.getChart(canvas)?.destroy());
  });
  new MutationObserver(repaintAll).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaintAll);
}
